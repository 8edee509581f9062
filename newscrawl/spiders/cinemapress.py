from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class CinemapressSpider(NewsSpider):
    name = "cinemapress"
    domain = "cinemapress.ir"
    title = "سینماپرس"
    family = Nastooh()
