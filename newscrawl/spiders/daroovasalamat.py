from newscrawl.cms.studiokhabar import StudioKhabar
from newscrawl.spider import NewsSpider


class DaroovasalamatSpider(NewsSpider):
    name = "daroovasalamat"
    domain = "daroovasalamat.ir"
    family = StudioKhabar(sections=(".last_bread_crumb",))
