from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class SputnikSpider(NewsSpider):
    name = "sputnik"
    domain = "sputnik.af"
    family = Generic()
