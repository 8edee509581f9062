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
        comments=(".C8.b.i",),
        comment_author=("b[itemprop='name']",),
        comment_date=("span[itemprop='commentTime']",),
        comment_text=(".Ca .Cm .cmtx",),
    )
