from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class CinemaemaSpider(NewsSpider):
    name = "cinemaema"
    domain = "cinemaema.com"
    title = "سینمای ما"
    family = IranSamaneh()
