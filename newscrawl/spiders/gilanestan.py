from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class GilanestanSpider(NewsSpider):
    name = "gilanestan"
    domain = "gilanestan.ir"
    family = WordPress()
