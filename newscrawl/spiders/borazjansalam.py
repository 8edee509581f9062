from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class BorazjansalamSpider(NewsSpider):
    name = "borazjansalam"
    domain = "borazjansalam.ir"
    family = WordPress()
