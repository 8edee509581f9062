from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class NipotoSpider(NewsSpider):
    name = "nipoto"
    domain = "nipoto.com"
    family = WordPress(
        home="/mag",
        lead=(".single_info",),
        body=(".single_content",),
        sections=(".single_tax a span",),
        tags=(".hashtag_item span a",),
    )
