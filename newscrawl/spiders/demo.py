from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class DemoSpider(NewsSpider):
    name = "demo"
    domain = "demo.newscrawl.example"
    family = IranSamaneh()
    checked = "the demo newspaper چکاوک, not a real site: crawled by the tests"
