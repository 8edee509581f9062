from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class ShahraranewsSpider(NewsSpider):
    name = "shahraranews"
    domain = "shahraranews.ir"
    title = "شهرآرانیوز"
    family = IranSamaneh.with_more(lead=(".photoshahr-subtitle",), sections=(".path-cover a",))
