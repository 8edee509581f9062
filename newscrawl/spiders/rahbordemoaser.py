from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class RahbordemoaserSpider(NewsSpider):
    name = "rahbordemoaser"
    domain = "rahbordemoaser.ir"
    family = IranSamaneh.with_more(published=(".news_pdate_c span:nth-child(2)",))
