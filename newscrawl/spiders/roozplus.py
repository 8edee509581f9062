from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class RoozplusSpider(NewsSpider):
    name = "roozplus"
    domain = "roozplus.com"
    title = "روزپلاس"
    family = IranSamaneh()
    checked = "saved pages (home page, Esfand 1396; one article as text)"
