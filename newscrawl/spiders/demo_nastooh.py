from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class DemoNastoohSpider(NewsSpider):
    name = "demo_nastooh"
    domain = "demo-nastooh.newscrawl.example"
    family = Nastooh()
    checked = "the demo newspaper چکاوک, not a real site"
