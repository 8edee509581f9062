from newscrawl.cms.studiokhabar import StudioKhabar
from newscrawl.spider import NewsSpider


class OshidaSpider(NewsSpider):
    name = "oshida"
    domain = "oshida.ir"
    family = StudioKhabar()
