from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class A361iranSpider(NewsSpider):
    name = "a361iran"
    domain = "361iran.ir"
    family = WordPress(tags=(".tag_wrap a",))
