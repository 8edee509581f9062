from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class YazdanehSpider(NewsSpider):
    name = "yazdaneh"
    domain = "yazdaneh.ir"
    family = WordPress(body=(".bp-content",), tags=(".bp-tags a",))
