from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class SeratnewsSpider(NewsSpider):
    name = "seratnews"
    domain = "seratnews.com"
    title = "صراط نیوز"
    family = IranSamaneh()
