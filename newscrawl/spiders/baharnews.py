from newscrawl.cms.studiokhabar import StudioKhabar
from newscrawl.spider import NewsSpider


class BaharnewsSpider(NewsSpider):
    name = "baharnews"
    domain = "baharnews.ir"
    family = StudioKhabar()
    checked = "declared from second-hand selectors; no address of an article known"
