from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class KhabarfooriSpider(NewsSpider):
    name = "khabarfoori"
    domain = "khabarfoori.com"
    title = "خبر فوری"
    family = Asam.with_more(body=(".article_content",))
