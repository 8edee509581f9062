from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class RaheshalamcheSpider(NewsSpider):
    name = "raheshalamche"
    domain = "raheshalamche.com"
    family = Generic(scheme="http", articles=("/post/{section}",))
