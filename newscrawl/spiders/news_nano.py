from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class NewsNanoSpider(NewsSpider):
    name = "news_nano"
    domain = "news.nano.ir"
    family = WordPress(body=(".im-entry-content",))
