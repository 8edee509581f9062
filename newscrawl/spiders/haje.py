from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class HajeSpider(NewsSpider):
    name = "haje"
    domain = "haje.ir"
    family = Generic(
        scheme="http",
        articles=("/newsdetails.aspx?itemid={code}",),
        body=(".full_story",),
        published=("#ctl00_lblDate",),
    )
