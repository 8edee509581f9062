from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class FardayeeghtesadSpider(NewsSpider):
    name = "fardayeeghtesad"
    domain = "fardayeeghtesad.com"
    title = "فردای اقتصاد"
    family = Nastooh()
