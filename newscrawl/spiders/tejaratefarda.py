from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class TejaratefardaSpider(NewsSpider):
    name = "tejaratefarda"
    domain = "tejaratefarda.com"
    title = "تجارت فردا"
    family = Asam.with_more(lead=("h3.subTitle",), body=(".main-entity",), sections=(".bread a",))
