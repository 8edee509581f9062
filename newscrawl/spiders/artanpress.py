from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class ArtanpressSpider(NewsSpider):
    name = "artanpress"
    domain = "artanpress.ir"
    family = WordPress()
