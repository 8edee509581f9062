from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class DemoHostileSpider(NewsSpider):
    name = "demo_hostile"
    domain = "demo-hostile.newscrawl.example"
    family = IranSamaneh()
    checked = "the hostile newspaper, not a real site: crawled by the tests"
