from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class AdyannewsSpider(NewsSpider):
    name = "adyannews"
    domain = "adyannews.com"
    family = WordPress(boilerplate=(*WordPress.boilerplate, ".continue-reading-container"))
