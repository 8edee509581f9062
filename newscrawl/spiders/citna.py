from newscrawl.cms.drupal import Drupal
from newscrawl.spider import NewsSpider


class CitnaSpider(NewsSpider):
    name = "citna"
    domain = "citna.ir"
    family = Drupal(tags=("#content a",))
