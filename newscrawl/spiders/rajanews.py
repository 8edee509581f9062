from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class RajanewsSpider(NewsSpider):
    name = "rajanews"
    domain = "rajanews.com"
    title = "رجانیوز"
    family = Generic()
