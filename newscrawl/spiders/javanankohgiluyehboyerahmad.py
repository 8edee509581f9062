from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class JavanankohgiluyehboyerahmadSpider(NewsSpider):
    name = "javanankohgiluyehboyerahmad"
    domain = "javanankohgiluyehboyerahmad.ir"
    family = WordPress()
