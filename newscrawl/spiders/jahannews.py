from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class JahannewsSpider(NewsSpider):
    name = "jahannews"
    domain = "jahannews.com"
    title = "جهان نیوز"
    family = Generic()
