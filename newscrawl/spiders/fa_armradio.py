from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class FaArmradioSpider(NewsSpider):
    name = "fa_armradio"
    domain = "fa.armradio.am"
    family = WordPress()
