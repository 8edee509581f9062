from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class ShapourkhastSpider(NewsSpider):
    name = "shapourkhast"
    domain = "shapourkhast.ir"
    family = WordPress(
        kicker=(".onliner_rutitr_akhv",),
        lead=(".lead2",),
        body=(".lead1",),
        boilerplate=(*WordPress.boilerplate, ".Htags"),
    )
