from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class MasiretazeSpider(NewsSpider):
    name = "masiretaze"
    domain = "masiretaze.ir"
    family = WordPress()
