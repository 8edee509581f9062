from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class GerdabSpider(NewsSpider):
    name = "gerdab"
    domain = "gerdab.ir"
    family = IranSamaneh.with_more(title=("#news h2",))
