from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class MehreSabaSpider(NewsSpider):
    name = "mehre_saba"
    domain = "mehre-saba.ir"
    family = WordPress()
