from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class EnsafnewsSpider(NewsSpider):
    name = "ensafnews"
    domain = "ensafnews.com"
    family = WordPress(boilerplate=(*WordPress.boilerplate, ".tagcloud"))
