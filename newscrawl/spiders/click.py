from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class ClickSpider(NewsSpider):
    name = "click"
    domain = "click.ir"
    family = Asam.with_more(
        published=(".show_desk time",), sections=(".show_desk [itemprop='name']",)
    )
