from newscrawl.cms.studiokhabar import StudioKhabar
from newscrawl.spider import NewsSpider


class PezhvakkurdestanSpider(NewsSpider):
    name = "pezhvakkurdestan"
    domain = "pezhvakkurdestan.ir"
    family = StudioKhabar(boilerplate=(".url-clipboard-btn",))
