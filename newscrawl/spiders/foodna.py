from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class FoodnaSpider(NewsSpider):
    name = "foodna"
    domain = "foodna.com"
    family = Generic(
        scheme="http",
        articles=("/fa/newsagency/{code}/{slug}",),
        lead=("#ctl00_cphMiddle_Container221 h4",),
        body=(".naNewsBody",),
        sections=(".naNewsService",),
        tags=(".newsagencyTagLink a",),
    )
