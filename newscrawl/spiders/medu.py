from newscrawl.cms.drupal import Drupal
from newscrawl.spider import NewsSpider


class MeduSpider(NewsSpider):
    name = "medu"
    domain = "medu.ir"
    family = Drupal(articles=("/fa/news/{section}", "/node/{code}"))
