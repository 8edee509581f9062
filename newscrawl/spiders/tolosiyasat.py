from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class TolosiyasatSpider(NewsSpider):
    name = "tolosiyasat"
    domain = "tolosiyasat.ir"
    family = WordPress(published=(".content header > ul > li:nth-child(2)",))
