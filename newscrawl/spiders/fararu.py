from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class FararuSpider(NewsSpider):
    name = "fararu"
    domain = "fararu.com"
    title = "فرارو"
    family = IranSamaneh.with_more(lead=(".content-lead-news",))
