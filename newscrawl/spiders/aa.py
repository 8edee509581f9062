from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class AaSpider(NewsSpider):
    name = "aa"
    domain = "aa.com.tr"
    family = Generic(
        home="/fa",
        ignored=("/ba", "/kk", "/ks", "/sq", "/mk", "/id"),
        articles=("/fa/{section}/{slug}/{code}",),
        lead=(".print h4",),
        body=(".detay-icerik > div:nth-child(2)",),
        published=(".tarih",),
        sections=(".detay-news-category a",),
        tags=(".detay-paylas > div:nth-child(2) > a",),
        boilerplate=(".detay-foto-editor", ".detay-paylas"),
    )
