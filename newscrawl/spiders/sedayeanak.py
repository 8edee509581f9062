from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class SedayeanakSpider(NewsSpider):
    name = "sedayeanak"
    domain = "sedayeanak.ir"
    family = WordPress(scheme="http", published=("section.single section > ul > li:nth-child(2)",))
