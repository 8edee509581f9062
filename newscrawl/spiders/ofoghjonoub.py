from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class OfoghjonoubSpider(NewsSpider):
    name = "ofoghjonoub"
    domain = "ofoghjonoub.ir"
    family = WordPress()
