from newscrawl.cms.drupal import Drupal
from newscrawl.spider import NewsSpider


class RajanewsSpider(NewsSpider):
    name = "rajanews"
    domain = "rajanews.com"
    title = "رجانیوز"
    family = Drupal()
    checked = "declared from second-hand selectors; no address of an article known"
