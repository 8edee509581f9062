from newscrawl.cms.drupal import Drupal
from newscrawl.spider import NewsSpider


class PayameiranSpider(NewsSpider):
    name = "payameiran"
    domain = "payameiran.ir"
    family = Drupal(
        body=(".views-field-body", ".field-name-body .field-item"),
        tags=(".views-field-field-tags a",),
    )
