from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class SorooshnewsSpider(NewsSpider):
    name = "sorooshnews"
    domain = "sorooshnews.com"
    family = WordPress(kicker=(".lid_news",), body=("article.is-single",))
