from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class AdlnamehSpider(NewsSpider):
    name = "adlnameh"
    domain = "adlnameh.ir"
    family = WordPress(published=("section.single ul > li:nth-child(2)",))
