from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class KhoornaSpider(NewsSpider):
    name = "khoorna"
    domain = "khoorna.com"
    family = WordPress(lead=(".entry-summary",), tags=(".tag-links a",))
