from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class AkhbarelmiSpider(NewsSpider):
    name = "akhbarelmi"
    domain = "akhbarelmi.ir"
    family = WordPress(
        published=(".meta div:nth-child(2) a.link",), sections=(".meta div:nth-child(1) a.link",)
    )
