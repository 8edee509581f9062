from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class BaharnewsSpider(NewsSpider):
    name = "baharnews"
    domain = "baharnews.ir"
    family = Generic()
