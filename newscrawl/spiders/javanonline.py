from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class JavanonlineSpider(NewsSpider):
    name = "javanonline"
    domain = "javanonline.ir"
    title = "جوان آنلاین"
    family = IranSamaneh()
