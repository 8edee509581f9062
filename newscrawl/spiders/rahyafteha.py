from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class RahyaftehaSpider(NewsSpider):
    name = "rahyafteha"
    domain = "rahyafteha.ir"
    family = WordPress(
        title=(".content-title",),
        lead=(".content-lid",),
        body=(".content-item",),
        tags=(".tags-content a",),
    )
