from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class NabzefanavariSpider(NewsSpider):
    name = "nabzefanavari"
    domain = "nabzefanavari.ir"
    family = IranSamaneh()
    checked = "declared from second-hand selectors; no address of an article known"
