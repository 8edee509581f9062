from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class EnergypressSpider(NewsSpider):
    name = "energypress"
    domain = "energypress.ir"
    family = WordPress(body=(".item-text",))
