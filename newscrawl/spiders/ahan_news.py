from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class AhanNewsSpider(NewsSpider):
    name = "ahan_news"
    domain = "ahan-news.com"
    family = Nastooh()
    checked = "declared from second-hand selectors; no address of an article known"
