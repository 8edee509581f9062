from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class FarhangemroozSpider(NewsSpider):
    name = "farhangemrooz"
    domain = "farhangemrooz.com"
    title = "فرهنگ امروز"
    family = Nastooh.with_more(
        body=(".body",), sections=("span.item-service a",), tags=(".news-tag section ul li a",)
    )
