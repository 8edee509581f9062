from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class A91varzeshiSpider(NewsSpider):
    name = "a91varzeshi"
    domain = "91varzeshi.ir"
    family = WordPress(
        articles=("/portal/?p={code}",),
        published=(".hhi.breadcrumb li",),
        sections=("a[rel='category']",),
    )
