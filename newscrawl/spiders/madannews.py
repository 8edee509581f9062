from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class MadannewsSpider(NewsSpider):
    name = "madannews"
    domain = "madannews.ir"
    family = Generic(
        articles=("/Fa/News/{code}/{slug}",),
        kicker=("#ctl00_ContentPlaceHolder1_divNews h2",),
        lead=(".newslid",),
        body=("#ctl00_ContentPlaceHolder1_divNews div:nth-child(4)",),
        published=(".article-info > dd:nth-child(2)",),
        sections=("a.btn-custom",),
    )
