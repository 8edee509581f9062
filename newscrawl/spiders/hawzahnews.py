from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class HawzahnewsSpider(NewsSpider):
    name = "hawzahnews"
    domain = "hawzahnews.com"
    title = "خبرگزاری حوزه"
    family = Nastooh.with_more(sections=("ol.breadcrumb", "div[id='main'] li"))
