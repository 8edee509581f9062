from newscrawl.cms.studiokhabar import StudioKhabar
from newscrawl.spider import NewsSpider


class SiasatroozSpider(NewsSpider):
    name = "siasatrooz"
    domain = "siasatrooz.ir"
    family = StudioKhabar(articles=("/fa/{word}/{code:3}/{slug}", "/fa/news/{code}/{slug}"))
