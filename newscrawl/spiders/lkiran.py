from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class LkiranSpider(NewsSpider):
    name = "lkiran"
    domain = "lkiran.com"
    family = WordPress(
        lead=("p.rowCard__description",),
        body=(".articlePost",),
        sections=("a.dailyNewsPageHead__description--category",),
        tags=(".postTools__keywords a",),
        boilerplate=(*WordPress.boilerplate, ".lk-star-rating"),
    )
