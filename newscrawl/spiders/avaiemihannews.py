from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class AvaiemihannewsSpider(NewsSpider):
    name = "avaiemihannews"
    domain = "avaiemihannews.ir"
    family = WordPress(boilerplate=(*WordPress.boilerplate, ".pmb-print-this-page"))
