from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class FaArannewsSpider(NewsSpider):
    name = "fa_arannews"
    domain = "fa.arannews.com"
    family = Generic(
        scheme="http",
        articles=("/News/{code}/{slug}",),
        title=("#ctl01_lblhead",),
        lead=("#ctl01_divIntroText",),
        body=(".opinion-div-fulltext-news",),
        published=("#ctl01_lblCreatedDate",),
        tags=(".tag-Keywords li a",),
    )
