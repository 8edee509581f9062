from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class PgnewsSpider(NewsSpider):
    name = "pgnews"
    domain = "pgnews.ir"
    family = WordPress(
        boilerplate=(*WordPress.boilerplate, ".pcsl-title", ".penci-post-countview-number-check"),
        comments=(".comments .comment",),
        comment_author=(".author span",),
        comment_date=(".date",),
        comment_text=(".comment-content p",),
    )
