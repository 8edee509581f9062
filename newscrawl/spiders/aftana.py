from newscrawl.cms.studiokhabar import StudioKhabar
from newscrawl.spider import NewsSpider


class AftanaSpider(NewsSpider):
    name = "aftana"
    domain = "aftana.ir"
    family = StudioKhabar(boilerplate=(".url-clipboard-btn", ".tabs-docs"))
