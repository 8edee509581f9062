from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class SobaatnewsSpider(NewsSpider):
    name = "sobaatnews"
    domain = "sobaatnews.ir"
    family = WordPress(boilerplate=(*WordPress.boilerplate, ".mini-posts-box"))
