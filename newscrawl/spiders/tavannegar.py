from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class TavannegarSpider(NewsSpider):
    name = "tavannegar"
    domain = "tavannegar.ir"
    family = WordPress(body=(".singlePost .post .content",))
