from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class RaiSpider(NewsSpider):
    name = "rai"
    domain = "rai.ir"
    family = Generic(
        articles=("/page-{word}/fa/{number}/{word}/{code}-{id}/{slug}",),
        title=(".shownews5titr",),
        lead=(".shownews5summery",),
        body=(".shownews5comment div",),
        published=(".shownews5date1",),
    )
