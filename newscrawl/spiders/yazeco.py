from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class YazecoSpider(NewsSpider):
    name = "yazeco"
    domain = "yazeco.ir"
    family = WordPress()
