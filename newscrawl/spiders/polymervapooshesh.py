from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class PolymervapoosheshSpider(NewsSpider):
    name = "polymervapooshesh"
    domain = "polymervapooshesh.ir"
    family = WordPress(boilerplate=(*WordPress.boilerplate, ".zaya-short-link"))
