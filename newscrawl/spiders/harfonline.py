from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class HarfonlineSpider(NewsSpider):
    name = "harfonline"
    domain = "harfonline.ir"
    family = WordPress(tags=("footer.entry-meta a",))
