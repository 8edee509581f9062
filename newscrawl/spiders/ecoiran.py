from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class EcoiranSpider(NewsSpider):
    name = "ecoiran"
    domain = "ecoiran.com"
    title = "اکوایران"
    family = Asam.with_more(
        lead=(".contentDescription",),
        body=(".contentBody",),
        sections=(".tagHolder a",),
        tags=(".contentRelatedTags_Item a",),
    )
