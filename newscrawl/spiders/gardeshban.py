from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class GardeshbanSpider(NewsSpider):
    name = "gardeshban"
    domain = "gardeshban.ir"
    family = IranSamaneh.with_more(scheme="http", sections=(".pathe_news a",))
