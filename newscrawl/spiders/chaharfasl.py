from newscrawl.cms.drupal import Drupal
from newscrawl.spider import NewsSpider


class ChaharfaslSpider(NewsSpider):
    name = "chaharfasl"
    domain = "chaharfasl.ir"
    family = Drupal(scheme="http")
