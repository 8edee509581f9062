from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class FaryadejonoobSpider(NewsSpider):
    name = "faryadejonoob"
    domain = "faryadejonoob.ir"
    family = WordPress()
