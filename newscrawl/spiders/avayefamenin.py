from newscrawl.cms.drupal import Drupal
from newscrawl.spider import NewsSpider


class AvayefameninSpider(NewsSpider):
    name = "avayefamenin"
    domain = "avayefamenin.ir"
    family = Drupal(scheme="http")
