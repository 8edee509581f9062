from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class DanestanyonlineSpider(NewsSpider):
    name = "danestanyonline"
    domain = "danestanyonline.ir"
    family = WordPress()
