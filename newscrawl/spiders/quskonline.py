from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class QuskonlineSpider(NewsSpider):
    name = "quskonline"
    domain = "quskonline.ir"
    family = WordPress(scheme="http")
