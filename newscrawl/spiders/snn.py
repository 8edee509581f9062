from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class SnnSpider(NewsSpider):
    name = "snn"
    domain = "snn.ir"
    title = "خبرگزاری دانشجو"
    family = IranSamaneh.with_more(published=(".photo_pdate",))
