from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class AfkarnewsSpider(NewsSpider):
    name = "afkarnews"
    domain = "afkarnews.com"
    title = "افکارنیوز"
    family = Asam.with_more(sections=(".bread-crumbs a",), tags=(".keyword div a",))
