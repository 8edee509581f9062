from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class BirjandtodaySpider(NewsSpider):
    name = "birjandtoday"
    domain = "birjandtoday.ir"
    family = WordPress(body=(".item-text",), published=(".updated",))
