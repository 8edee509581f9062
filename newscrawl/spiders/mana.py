from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class ManaSpider(NewsSpider):
    name = "mana"
    domain = "mana.ir"
    title = "مانا"
    family = IranSamaneh.with_more(
        title=(".news-padd h2 a",),
        lead=(".photo-subtitle", ".news-padd .subtitle"),
        published=(".news-publishdate", ".photo-news-publishdate"),
        sections=(".news-service a",),
    )
