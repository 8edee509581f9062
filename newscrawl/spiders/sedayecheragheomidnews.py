from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class SedayecheragheomidnewsSpider(NewsSpider):
    name = "sedayecheragheomidnews"
    domain = "sedayecheragheomidnews.ir"
    family = WordPress(scheme="http", tags=(".conte-share h5",))
