from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class ShahryarnewsSpider(NewsSpider):
    name = "shahryarnews"
    domain = "shahryarnews.net"
    family = Nastooh()
