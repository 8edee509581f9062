from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class IntitrSpider(NewsSpider):
    name = "intitr"
    domain = "intitr.net"
    family = WordPress(boilerplate=(*WordPress.boilerplate, ".better-social-counter-2"))
