from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class TajhiznewsSpider(NewsSpider):
    name = "tajhiznews"
    domain = "tajhiznews.ir"
    family = WordPress(lead=(".botd",), body=(".contentt",))
