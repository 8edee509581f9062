from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class RouzeeghtesadSpider(NewsSpider):
    name = "rouzeeghtesad"
    domain = "rouzeeghtesad.com"
    family = WordPress(
        articles=("/{code}-{slug}",),
        body=(".postxt",),
        published=("#vo--postbody time",),
        sections=("ul.post-categories a",),
    )
