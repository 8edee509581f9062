from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class JamejamonlineSpider(NewsSpider):
    name = "jamejamonline"
    domain = "jamejamonline.ir"
    title = "جام جم آنلاین"
    family = IranSamaneh.with_more(sections=("section.padd-breadcrumb div a",))
