from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class HadeseilamSpider(NewsSpider):
    name = "hadeseilam"
    domain = "hadeseilam.ir"
    family = WordPress()
