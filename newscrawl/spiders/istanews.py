from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class IstanewsSpider(NewsSpider):
    name = "istanews"
    domain = "istanews.ir"
    family = WordPress()
