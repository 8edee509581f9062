from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class AftabnoSpider(NewsSpider):
    name = "aftabno"
    domain = "aftabno.ir"
    family = WordPress(
        comments=("ul.comments-list li .comments",),
        comment_author=(".name_author span",),
        comment_text=(".comment_text",),
    )
