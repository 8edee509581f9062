from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class SanapressSpider(NewsSpider):
    name = "sanapress"
    domain = "sanapress.ir"
    family = WordPress(
        sections=("div.vc_column-inner > div:nth-child(10) > div > a.w-btn > span",),
        tags=("div.vc_column-inner > div:nth-child(11) > div a",),
    )
