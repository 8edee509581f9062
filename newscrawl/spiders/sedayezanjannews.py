from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class SedayezanjannewsSpider(NewsSpider):
    name = "sedayezanjannews"
    domain = "sedayezanjannews.ir"
    family = Generic(
        scheme="http",
        articles=("/NewsShow.aspx?nId={code}",),
        title=("a.aTitle2",),
        kicker=(".NewsShow small.subtitle",),
        lead=(".pTitle3",),
        body=(".pText",),
        published=(".divDateNo",),
        sections=(".boxTitleService a",),
        boilerplate=(".divDateNo", ".divNewsId"),
    )
