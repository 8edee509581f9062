from newscrawl.cms.studiokhabar import StudioKhabar
from newscrawl.spider import NewsSpider


class AkhbaremadanSpider(NewsSpider):
    name = "akhbaremadan"
    domain = "akhbaremadan.ir"
    family = StudioKhabar(boilerplate=(".tabs-docs",))
