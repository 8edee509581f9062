from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class AftokhabarSpider(NewsSpider):
    name = "aftokhabar"
    domain = "aftokhabar.ir"
    family = Generic(
        articles=("/News/{code}/{slug}",),
        kicker=(".dtitle span",),
        lead=(".content .h2",),
        body=("#Descript",),
        published=(".content .date",),
        sections=(".headernews span.cat",),
        comments=(".commentres ul li",),
        comment_author=(".sender",),
        comment_date=(".date",),
        comment_text=("p",),
    )
