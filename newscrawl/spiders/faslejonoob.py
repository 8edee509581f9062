from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class FaslejonoobSpider(NewsSpider):
    name = "faslejonoob"
    domain = "faslejonoob.ir"
    family = WordPress(
        home="/?s",
        kicker=(".hed_title",),
        lead=(".short_desck_body",),
        body=(".news_article_body",),
        tags=(".footer-single a",),
    )
