from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class CharkhanSpider(NewsSpider):
    name = "charkhan"
    domain = "charkhan.com"
    family = WordPress(boilerplate=(*WordPress.boilerplate, ".drupysib"))
