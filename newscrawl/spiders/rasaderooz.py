from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class RasaderoozSpider(NewsSpider):
    name = "rasaderooz"
    domain = "rasaderooz.com"
    family = WordPress(lead=(".article .f15",))
