from newscrawl.cms.studiokhabar import StudioKhabar
from newscrawl.spider import NewsSpider


class AvapressSpider(NewsSpider):
    name = "avapress"
    domain = "avapress.com"
    family = StudioKhabar(articles=("/fa/{word}/{code:3}/{slug}", "/fa/news/{code}/{slug}"))
