from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class DemoGenericSpider(NewsSpider):
    name = "demo_generic"
    domain = "demo-generic.newscrawl.example"
    family = Generic()
    checked = "the demo newspaper چکاوک, not a real site"
