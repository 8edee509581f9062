from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class NamnakSpider(NewsSpider):
    name = "namnak"
    domain = "namnak.com"
    family = Generic(
        ignored=("/ag_1_1.do",),
        articles=("/{word}.p{code}",),
        lead=(".E9",),
        body=("#pc",),
        published=(".a.s.f",),
        sections=("#cpath a",),
    )
