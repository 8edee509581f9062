from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class IribnewsSpider(NewsSpider):
    name = "iribnews"
    domain = "iribnews.ir"
    title = "خبرگزاری صدا و سیما"
    family = IranSamaneh()
