from newscrawl.cms.studiokhabar import StudioKhabar
from newscrawl.spider import NewsSpider


class MignaSpider(NewsSpider):
    name = "migna"
    domain = "migna.ir"
    family = StudioKhabar()
