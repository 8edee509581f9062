from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class IctnnSpider(NewsSpider):
    name = "ictnn"
    domain = "ictnn.ir"
    family = WordPress(sections=("span.breadcrumb_last_link a",))
