from newscrawl.cms.studiokhabar import StudioKhabar
from newscrawl.spider import NewsSpider


class HonarnewsSpider(NewsSpider):
    name = "honarnews"
    domain = "honarnews.com"
    family = StudioKhabar()
