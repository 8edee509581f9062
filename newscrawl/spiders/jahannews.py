from newscrawl.cms.studiokhabar import StudioKhabar
from newscrawl.spider import NewsSpider


class JahannewsSpider(NewsSpider):
    name = "jahannews"
    domain = "jahannews.com"
    title = "جهان نیوز"
    family = StudioKhabar()
