from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class AsemaninewsSpider(NewsSpider):
    name = "asemaninews"
    domain = "asemaninews.ir"
    family = WordPress(sections=("[typeof='v:Breadcrumb'] a",))
