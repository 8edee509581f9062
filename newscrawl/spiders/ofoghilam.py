from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class OfoghilamSpider(NewsSpider):
    name = "ofoghilam"
    domain = "ofoghilam.ir"
    family = WordPress()
