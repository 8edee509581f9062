from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class ArmantabrizSpider(NewsSpider):
    name = "armantabriz"
    domain = "armantabriz.ir"
    family = WordPress(published=("section.single ul > li:nth-child(2)",))
