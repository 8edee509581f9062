from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class GildeylamSpider(NewsSpider):
    name = "gildeylam"
    domain = "gildeylam.ir"
    family = WordPress(
        kicker=(".rott",), body=(".post",), published=(".head-right > div.daat > li:nth-child(2)",)
    )
