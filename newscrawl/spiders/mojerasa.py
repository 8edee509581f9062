from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class MojerasaSpider(NewsSpider):
    name = "mojerasa"
    domain = "mojerasa.ir"
    family = WordPress(
        kicker=(".entry-titr__header",),
        lead=(".lidenews",),
        body=("#content_news",),
        published=(".entry__meta_date_special",),
    )
