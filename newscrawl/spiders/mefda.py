from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class MefdaSpider(NewsSpider):
    name = "mefda"
    domain = "mefda.ir"
    title = "مفدا"
    family = Nastooh.with_more(
        body=("[itemprop='articleBody']", "section.box-content"), published=("span.item-time",)
    )
