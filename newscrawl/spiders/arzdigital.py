from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class ArzdigitalSpider(NewsSpider):
    name = "arzdigital"
    domain = "arzdigital.com"
    family = Generic(
        articles=("/breaking/{code}", "/{headline}"),
        body=(
            "section.arz-post__content",
            ".arz-breaking-news-post__content",
            ".ideas-update-content",
            "#panzoom-element",
        ),
        sections=("ul.arz-path-list li a",),
        tags=("ul.arz-post-tags__list li a",),
        comments=(".wpd-thread-list .wpd-comment",),
        comment_author=(".wpd-comment-author",),
        comment_date=(".wpd-comment-date",),
        comment_text=(".wpd-comment-text",),
    )
