from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class EtemadonlineSpider(NewsSpider):
    name = "etemadonline"
    domain = "etemadonline.com"
    title = "اعتماد آنلاین"
    family = Asam.with_more(
        body=(".echo-detail",), published=(".news-time",), sections=("ul.breadcrumb-list li a",)
    )
