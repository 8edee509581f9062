from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class TechratoSpider(NewsSpider):
    name = "techrato"
    domain = "techrato.com"
    family = WordPress(
        sections=(".post-categories li a",),
        tags=(".tags-nav a",),
        comment_author=(".comment-meta div",),
    )
