from newscrawl.cms.drupal import Drupal
from newscrawl.spider import NewsSpider


class DonyayebourseSpider(NewsSpider):
    name = "donyayebourse"
    domain = "donyayebourse.com"
    family = Drupal(published=(".date",), tags=(".item-list ul li a",))
