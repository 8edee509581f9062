from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class ShiaNewsSpider(NewsSpider):
    name = "shia_news"
    domain = "shia-news.com"
    title = "شیعه نیوز"
    family = IranSamaneh()
