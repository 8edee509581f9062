from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class PishgamfanavariSpider(NewsSpider):
    name = "pishgamfanavari"
    domain = "pishgamfanavari.ir"
    family = Asam()
