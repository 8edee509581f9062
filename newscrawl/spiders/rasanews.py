from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class RasanewsSpider(NewsSpider):
    name = "rasanews"
    domain = "rasanews.ir"
    title = "خبرگزاری رسا"
    family = IranSamaneh()
