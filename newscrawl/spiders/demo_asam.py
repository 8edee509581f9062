from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class DemoAsamSpider(NewsSpider):
    name = "demo_asam"
    domain = "demo-asam.newscrawl.example"
    family = Asam()
    checked = "the demo newspaper چکاوک, not a real site"
