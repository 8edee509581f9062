from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class ShahrsakhtafzarSpider(NewsSpider):
    name = "shahrsakhtafzar"
    domain = "shahrsakhtafzar.com"
    family = Generic(
        articles=("/fa/{word}/{word}/{code}-{slug}",),
        sections=(".sazitem_imgcat a",),
        comments=(".kmt-list li",),
        comment_author=(".kmt-author span",),
        comment_date=("time",),
        comment_text=(".commentText",),
    )
