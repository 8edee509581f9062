from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class Nedaymardom2ostanSpider(NewsSpider):
    name = "nedaymardom2ostan"
    domain = "nedaymardom2ostan.ir"
    family = WordPress()
