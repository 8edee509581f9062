from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class BaeghtesadSpider(NewsSpider):
    name = "baeghtesad"
    domain = "baeghtesad.com"
    family = WordPress(home="/?s=", body=(".tags .post",))
