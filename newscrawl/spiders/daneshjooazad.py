from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class DaneshjooazadSpider(NewsSpider):
    name = "daneshjooazad"
    domain = "daneshjooazad.ir"
    family = WordPress(
        lead=(".centerbox > div > div:nth-child(8)",), body=(".singlepost .content",)
    )
