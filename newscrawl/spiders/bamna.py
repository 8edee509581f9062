from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class BamnaSpider(NewsSpider):
    name = "bamna"
    domain = "bamna.ir"
    family = WordPress(
        kicker=(".hed_title",), lead=(".short_desck_body",), body=(".news_article_body",)
    )
