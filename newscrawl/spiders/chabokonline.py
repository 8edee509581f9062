from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class ChabokonlineSpider(NewsSpider):
    name = "chabokonline"
    domain = "chabokonline.com"
    title = "چابک آنلاین"
    family = Asam.with_more(lead=("p.lead-cl",), body=("p.clr13",))
    checked = "declared from second-hand selectors; no address of an article known"
