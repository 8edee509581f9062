from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class IvnanewsSpider(NewsSpider):
    name = "ivnanews"
    domain = "ivnanews.ir"
    family = Generic(lead=(".news-lead",), body=(".news-desc",), sections=(".bread-crumb ul li a",))
    checked = "declared from second-hand selectors; no address of an article known"
