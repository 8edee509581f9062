from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class RevayatnamehSpider(NewsSpider):
    name = "revayatnameh"
    domain = "revayatnameh.com"
    family = Asam.with_more(tags=(".tags ul li a",), boilerplate=(".more-news-in-text",))
