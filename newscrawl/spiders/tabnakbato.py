from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class TabnakbatoSpider(NewsSpider):
    name = "tabnakbato"
    domain = "tabnakbato.ir"
    family = IranSamaneh()
