from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class KhabareshahrSpider(NewsSpider):
    name = "khabareshahr"
    domain = "khabareshahr.ir"
    family = WordPress(published=(".news_date_c",), tags=(".news-tag-single",))
