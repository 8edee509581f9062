from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class IctnewsSpider(NewsSpider):
    name = "ictnews"
    domain = "ictnews.ir"
    family = Generic(articles=("/{section}/{headline}/{code}",))
