from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class SedayostanSpider(NewsSpider):
    name = "sedayostan"
    domain = "sedayostan.ir"
    family = WordPress(lead=(".subtitle",), body=(".body",), tags=(".tags_title a",))
