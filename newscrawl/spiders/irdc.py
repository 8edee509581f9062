from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class IrdcSpider(NewsSpider):
    name = "irdc"
    domain = "irdc.ir"
    title = "مرکز اسناد انقلاب اسلامی"
    family = IranSamaneh()
