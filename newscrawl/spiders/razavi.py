from newscrawl.cms.studiokhabar import StudioKhabar
from newscrawl.spider import NewsSpider


class RazaviSpider(NewsSpider):
    name = "razavi"
    domain = "razavi.news"
    family = StudioKhabar(articles=("/fa/{word}/{code:3}/{slug}", "/fa/news/{code}/{slug}"))
