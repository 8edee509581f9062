from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class PezeshkanoghanoonSpider(NewsSpider):
    name = "pezeshkanoghanoon"
    domain = "pezeshkanoghanoon.ir"
    family = Generic(
        articles=("/{code:3}/{slug}",),
        kicker=(".post--info > ul > li",),
        lead=(".checkout--info",),
        body=(".post--content",),
        sections=("[itemprop='name']",),
    )
