from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class PanaSpider(NewsSpider):
    name = "pana"
    domain = "pana.ir"
    family = Generic(
        ignored=("/newspdf",),
        articles=("/news/{code}/{slug}",),
        title=("#Content_title",),
        kicker=("#Content_rutitr",),
        lead=("#Content_UnderTitle", "#Content_lid"),
        body=(".NewsText",),
        published=("#Content_publishdate",),
        sections=("#breadCrumbsContainer [itemprop='title']",),
        tags=("#keyWordContainer strong",),
    )
