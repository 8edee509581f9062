from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class IrinnSpider(NewsSpider):
    name = "irinn"
    domain = "irinn.ir"
    title = "شبکه خبر"
    checked = "saved pages (an article and the home page of 1396)"
    family = IranSamaneh(scheme="http")
