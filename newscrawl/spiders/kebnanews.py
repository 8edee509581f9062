from newscrawl.cms.studiokhabar import StudioKhabar
from newscrawl.spider import NewsSpider


class KebnanewsSpider(NewsSpider):
    name = "kebnanews"
    domain = "kebnanews.ir"
    family = StudioKhabar()
    checked = "declared from second-hand selectors; no address of an article known"
