from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class NiknewsSpider(NewsSpider):
    name = "niknews"
    domain = "niknews.ir"
    family = Generic(
        articles=("/news/{headline}",),
        title=(".line-height-2",),
        body=(".item-body",),
        published=(
            "div[class='col-12 col-sm-6 justify-content-end p-0 d-flex']",
            "div[class='col-12 col-sm-6 p-0 d-flex']",
        ),
        sections=(".breadcrumb", "article li a"),
    )
