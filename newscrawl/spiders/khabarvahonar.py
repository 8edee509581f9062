from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class KhabarvahonarSpider(NewsSpider):
    name = "khabarvahonar"
    domain = "khabarvahonar.ir"
    family = WordPress(
        kicker=(".post-sub-title",),
        lead=(".post-box-single h3",),
        published=(".post-box-single div:nth-child(2) > ul > li:nth-child(1)",),
    )
