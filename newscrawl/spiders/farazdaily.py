from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class FarazdailySpider(NewsSpider):
    name = "farazdaily"
    domain = "farazdaily.com"
    family = Asam.with_more(body=(".news-cnt .body",), sections=(".news_path a",))
