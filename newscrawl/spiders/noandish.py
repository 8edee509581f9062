from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class NoandishSpider(NewsSpider):
    name = "noandish"
    domain = "noandish.com"
    title = "نواندیش"
    family = IranSamaneh.with_more(lead=(".newspage_subtitle",))
