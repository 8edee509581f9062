from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class TabnakjavanSpider(NewsSpider):
    name = "tabnakjavan"
    domain = "tabnakjavan.com"
    title = "تابناک جوان"
    family = IranSamaneh()
