from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class SedayiranSpider(NewsSpider):
    name = "sedayiran"
    domain = "sedayiran.com"
    title = "صدای ایران"
    family = IranSamaneh.with_more(title=(".title-news", ".description_d"), body=(".body_news",))
