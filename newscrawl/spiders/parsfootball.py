from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class ParsfootballSpider(NewsSpider):
    name = "parsfootball"
    domain = "parsfootball.com"
    family = WordPress(
        lead=(".h11", ".chekide"), body=("#single .content",), tags=("#single .tag a",)
    )
