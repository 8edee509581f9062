from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class GooyaitSpider(NewsSpider):
    name = "gooyait"
    domain = "gooyait.com"
    family = WordPress(body=(".single-main-content",), tags=(".article_tags a",))
