from newscrawl.cms.studiokhabar import StudioKhabar
from newscrawl.spider import NewsSpider


class NaftonlineSpider(NewsSpider):
    name = "naftonline"
    domain = "naftonline.ir"
    family = StudioKhabar()
    checked = "declared from second-hand selectors; no address of an article known"
