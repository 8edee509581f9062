from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class KhabaresabzevaranSpider(NewsSpider):
    name = "khabaresabzevaran"
    domain = "khabaresabzevaran.ir"
    family = Generic(
        articles=("/news/{headline}",),
        title=("#single-main h2",),
        kicker=("#single-main small",),
        lead=("#single-main .brief",),
        body=("#single-main .body",),
        published=("#single-main .date",),
        sections=(".bread-crumb span",),
        tags=(".news-tags a",),
    )
