from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class NedayeesfahanSpider(NewsSpider):
    name = "nedayeesfahan"
    domain = "nedayeesfahan.ir"
    family = WordPress(
        kicker=(".n-title1",),
        lead=(".single-excerpt",),
        body=(".content_news",),
        sections=("[typeof='v:Breadcrumb'] a",),
    )
