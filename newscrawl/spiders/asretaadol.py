from newscrawl.cms.studiokhabar import StudioKhabar
from newscrawl.spider import NewsSpider


class AsretaadolSpider(NewsSpider):
    name = "asretaadol"
    domain = "asretaadol.ir"
    family = StudioKhabar()
