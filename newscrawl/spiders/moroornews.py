from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class MoroornewsSpider(NewsSpider):
    name = "moroornews"
    domain = "moroornews.com"
    family = Asam.with_more(sections=(".news-short-info a",))
