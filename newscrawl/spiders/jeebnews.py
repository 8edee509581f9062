from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class JeebnewsSpider(NewsSpider):
    name = "jeebnews"
    domain = "jeebnews.com"
    family = WordPress(tags=(".post-bottom-tags span a",))
