from newscrawl.cms.studiokhabar import StudioKhabar
from newscrawl.spider import NewsSpider


class AkhbarbankSpider(NewsSpider):
    name = "akhbarbank"
    domain = "akhbarbank.com"
    family = StudioKhabar()
