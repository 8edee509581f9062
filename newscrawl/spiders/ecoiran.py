from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class EcoiranSpider(NewsSpider):
    name = "ecoiran"
    domain = "ecoiran.com"
    title = "اکوایران"
    family = Asam()
