from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class PetrotahlilSpider(NewsSpider):
    name = "petrotahlil"
    domain = "petrotahlil.com"
    family = Asam()
