from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class ToranjiSpider(NewsSpider):
    name = "toranji"
    domain = "toranji.ir"
    family = WordPress(body=("#content-wrapper",))
