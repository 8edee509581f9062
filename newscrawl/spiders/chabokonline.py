from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class ChabokonlineSpider(NewsSpider):
    name = "chabokonline"
    domain = "chabokonline.com"
    title = "چابک آنلاین"
    family = Asam()
