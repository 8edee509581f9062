from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class Hadese24Spider(NewsSpider):
    name = "hadese24"
    domain = "hadese24.ir"
    family = Generic(
        articles=("/news/{code}/{slug}",),
        lead=("div:nth-child(1) > div.left > div.single-entry-text",),
        body=(".single-entry-text",),
        published=(".single-entry-detail > div:nth-child(1)",),
        sections=("#ContentPlaceHolder1_BreadCrumb div a",),
        tags=(".news-single-category-items a",),
        comments=(".comment-list ul.comment li",),
        comment_author=(".comment-author",),
        comment_date=(".comment-date",),
        comment_text=(".comment-left",),
    )
