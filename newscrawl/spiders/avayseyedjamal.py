from newscrawl.cms.drupal import Drupal
from newscrawl.spider import NewsSpider


class AvayseyedjamalSpider(NewsSpider):
    name = "avayseyedjamal"
    domain = "avayseyedjamal.ir"
    family = Drupal(scheme="http")
