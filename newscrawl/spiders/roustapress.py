from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class RoustapressSpider(NewsSpider):
    name = "roustapress"
    domain = "roustapress.com"
    family = WordPress(kicker=(".lid_news",), published=(".date_news",))
