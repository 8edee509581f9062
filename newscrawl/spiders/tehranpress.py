from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class TehranpressSpider(NewsSpider):
    name = "tehranpress"
    domain = "tehranpress.com"
    family = IranSamaneh.with_more(sections=(".service-name",), tags=(".khabar-tag",))
