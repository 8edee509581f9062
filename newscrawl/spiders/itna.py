from newscrawl.cms.studiokhabar import StudioKhabar
from newscrawl.spider import NewsSpider


class ItnaSpider(NewsSpider):
    name = "itna"
    domain = "itna.ir"
    family = StudioKhabar(body=(".docContentdiv>div>div", "#doctextarea"))
