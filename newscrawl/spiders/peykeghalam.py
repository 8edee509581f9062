from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class PeykeghalamSpider(NewsSpider):
    name = "peykeghalam"
    domain = "peykeghalam.ir"
    family = WordPress(tags=(".content-show-tags div",))
