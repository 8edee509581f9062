from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class TejaratefardaSpider(NewsSpider):
    name = "tejaratefarda"
    domain = "tejaratefarda.com"
    title = "تجارت فردا"
    family = Asam()
