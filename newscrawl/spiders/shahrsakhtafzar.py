from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class ShahrsakhtafzarSpider(NewsSpider):
    name = "shahrsakhtafzar"
    domain = "shahrsakhtafzar.com"
    family = Generic(articles=("/fa/{word}/{word}/{code}-{slug}",), sections=(".sazitem_imgcat a",))
