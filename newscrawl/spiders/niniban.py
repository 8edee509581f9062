from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class NinibanSpider(NewsSpider):
    name = "niniban"
    domain = "niniban.com"
    title = "نی نی بان"
    family = IranSamaneh.with_more(published=("time.news_path_time",))
