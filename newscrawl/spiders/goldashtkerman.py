from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class GoldashtkermanSpider(NewsSpider):
    name = "goldashtkerman"
    domain = "goldashtkerman.ir"
    family = WordPress(tags=(".ap-single .tag a",))
