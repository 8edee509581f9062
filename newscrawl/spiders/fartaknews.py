from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class FartaknewsSpider(NewsSpider):
    name = "fartaknews"
    domain = "fartaknews.com"
    title = "فرتاک نیوز"
    family = Asam.with_more(
        lead=("[itemprop='description']",),
        sections=("ul.news-cat-address li a",),
        tags=("ul.tags li a",),
    )
