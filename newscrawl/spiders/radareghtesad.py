from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class RadareghtesadSpider(NewsSpider):
    name = "radareghtesad"
    domain = "radareghtesad.ir"
    family = Nastooh()
