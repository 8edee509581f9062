from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class KhordadSpider(NewsSpider):
    name = "khordad"
    domain = "khordad.news"
    family = IranSamaneh()
