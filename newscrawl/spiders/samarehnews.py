from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class SamarehnewsSpider(NewsSpider):
    name = "samarehnews"
    domain = "samarehnews.ir"
    family = WordPress(
        lead=(".post-summary",), body=(".main-content",), sections=("ul.news-list a",)
    )
