from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class CharkheghtesadnewsSpider(NewsSpider):
    name = "charkheghtesadnews"
    domain = "charkheghtesadnews.ir"
    family = WordPress(tags=(".elementor-post-info__terms-list a",))
