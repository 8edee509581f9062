from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class YaghoutnewsSpider(NewsSpider):
    name = "yaghoutnews"
    domain = "yaghoutnews.ir"
    family = WordPress(
        lead=(".lead_news",), body=(".content_news_entry",), sections=(".single_news_cat a",)
    )
