from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class NamehnewsSpider(NewsSpider):
    name = "namehnews"
    domain = "namehnews.com"
    family = Asam.with_more(
        body=("#echo_detail > div:nth-child(1)",),
        published=("#news-page-article time",),
        sections=("ul.breadcrumb-list li a",),
        boilerplate=(".others-known",),
    )
