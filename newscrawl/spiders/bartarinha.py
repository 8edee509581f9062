from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class BartarinhaSpider(NewsSpider):
    name = "bartarinha"
    domain = "bartarinha.ir"
    title = "برترین‌ها"
    family = Asam.with_more(tags=(".article_tags", "article a"))
