from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class MeydannewsSpider(NewsSpider):
    name = "meydannews"
    domain = "meydannews.com"
    family = IranSamaneh.with_more(kicker=(".newspage-rutitr",), lead=(".newspage-subtitle",))
