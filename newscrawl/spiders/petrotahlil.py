from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class PetrotahlilSpider(NewsSpider):
    name = "petrotahlil"
    domain = "petrotahlil.com"
    family = Asam.with_more(
        scheme="http",
        lead=("[itemprop='description']",),
        body=("#news-content",),
        sections=("ul.thebread li a",),
        tags=(".tags li a",),
    )
