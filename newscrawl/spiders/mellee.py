from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class MelleeSpider(NewsSpider):
    name = "mellee"
    domain = "mellee.ir"
    family = WordPress(
        lead=(".post-content h4",), body=(".lead1",), tags=(".tags_block .cat_single a",)
    )
