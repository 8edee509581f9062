from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class ParsnewsSpider(NewsSpider):
    name = "parsnews"
    domain = "parsnews.com"
    family = Asam.with_more(
        kicker=("#news-page-article h3",),
        lead=(".view-lead",),
        published=("#news-page-article time",),
        boilerplate=(".inline-news-box", ".others_known"),
    )
