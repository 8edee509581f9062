from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class GamefaSpider(NewsSpider):
    name = "gamefa"
    domain = "gamefa.com"
    family = WordPress(body=(".single-article .content",), sections=(".aioseo-breadcrumbs span a",))
