from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class IpnaSpider(NewsSpider):
    name = "ipna"
    domain = "ipna.ir"
    family = WordPress(published=(".hhi.breadcrumb > li",))
