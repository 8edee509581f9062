from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class DiyareayyarSpider(NewsSpider):
    name = "diyareayyar"
    domain = "diyareayyar.ir"
    family = WordPress()
