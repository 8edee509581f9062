from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class NaghshnewsSpider(NewsSpider):
    name = "naghshnews"
    domain = "naghshnews.ir"
    family = WordPress(boilerplate=(*WordPress.boilerplate, ".tagcloud", ".mag-box"))
