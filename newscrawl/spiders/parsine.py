from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class ParsineSpider(NewsSpider):
    name = "parsine"
    domain = "parsine.com"
    title = "پارسینه"
    family = IranSamaneh()
