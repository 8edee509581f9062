from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class DanaSpider(NewsSpider):
    name = "dana"
    domain = "dana.ir"
    family = Generic(
        articles=("/{code:3}/{slug}",),
        kicker=("#rotitr",),
        lead=("#main-content blockquote",),
        body=(".news-details-layout1",),
        published=("ul.post-info-dark > li:nth-child(1) > a",),
        tags=("ul.blog-tags li a",),
    )
