from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class ToseepooyaSpider(NewsSpider):
    name = "toseepooya"
    domain = "toseepooya.ir"
    family = WordPress(tags=("span.tag-links a",))
