from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class NewsAmfmSpider(NewsSpider):
    name = "news_amfm"
    domain = "news.amfm.ir"
    family = WordPress(home="/archive", kicker=(".above-title",), lead=(".post-excerpt",))
