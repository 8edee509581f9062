from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class JenayiSpider(NewsSpider):
    name = "jenayi"
    domain = "jenayi.com"
    family = WordPress(boilerplate=(*WordPress.boilerplate, ".mini-posts-box", ".stream-item"))
