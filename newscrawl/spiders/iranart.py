from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class IranartSpider(NewsSpider):
    name = "iranart"
    domain = "iranart.news"
    title = "ایران آرت"
    family = Asam.with_more(
        kicker=("h2.news_uptitle",), body=("section.article_body",), tags=("section.word_key a",)
    )
