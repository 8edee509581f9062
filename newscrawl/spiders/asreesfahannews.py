from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class AsreesfahannewsSpider(NewsSpider):
    name = "asreesfahannews"
    domain = "asreesfahannews.ir"
    family = WordPress(
        lead=(".lead_news",), body=(".content_news_entry",), sections=(".single_news_cat a",)
    )
