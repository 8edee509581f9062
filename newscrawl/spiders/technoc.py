from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class TechnocSpider(NewsSpider):
    name = "technoc"
    domain = "technoc.ir"
    family = WordPress(sections=("h6.entry-category a",))
