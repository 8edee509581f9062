from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class AshkannewsSpider(NewsSpider):
    name = "ashkannews"
    domain = "ashkannews.ir"
    family = WordPress(boilerplate=(*WordPress.boilerplate, ".mag-box"))
