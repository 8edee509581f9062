from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class EtebarenovinSpider(NewsSpider):
    name = "etebarenovin"
    domain = "etebarenovin.ir"
    family = WordPress(body=(".post-contant",), sections=("a.breadcrumbs__link span",))
