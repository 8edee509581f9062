from newscrawl.cms.studiokhabar import StudioKhabar
from newscrawl.spider import NewsSpider


class AsrehamoonSpider(NewsSpider):
    name = "asrehamoon"
    domain = "asrehamoon.ir"
    family = StudioKhabar()
    checked = "declared from second-hand selectors; no address of an article known"
