from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class AftabnewsSpider(NewsSpider):
    name = "aftabnews"
    domain = "aftabnews.ir"
    title = "آفتاب نیوز"
    family = IranSamaneh()
