from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class SahebkhabarSpider(NewsSpider):
    name = "sahebkhabar"
    domain = "sahebkhabar.ir"
    title = "صاحب خبر"
    family = Nastooh.with_more(
        body=(".body",), sections=("span.item-service a",), tags=(".news-tag section ul li a",)
    )
