from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class IccnewsSpider(NewsSpider):
    name = "iccnews"
    domain = "iccnews.ir"
    family = WordPress(boilerplate=(*WordPress.boilerplate, ".short-link-bott"))
