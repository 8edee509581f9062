from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class FaslnewsSpider(NewsSpider):
    name = "faslnews"
    domain = "faslnews.com"
    family = WordPress()
