from newscrawl.cms.drupal import Drupal
from newscrawl.spider import NewsSpider


class AftabejonoobSpider(NewsSpider):
    name = "aftabejonoob"
    domain = "aftabejonoob.ir"
    family = Drupal()
