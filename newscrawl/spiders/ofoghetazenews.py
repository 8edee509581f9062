from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class OfoghetazenewsSpider(NewsSpider):
    name = "ofoghetazenews"
    domain = "ofoghetazenews.ir"
    family = IranSamaneh()
