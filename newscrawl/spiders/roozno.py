from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class RooznoSpider(NewsSpider):
    name = "roozno"
    domain = "roozno.com"
    title = "روز نو"
    family = IranSamaneh()
