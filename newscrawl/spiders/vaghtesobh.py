from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class VaghtesobhSpider(NewsSpider):
    name = "vaghtesobh"
    domain = "vaghtesobh.ir"
    family = Asam.with_more(body=("#echo_details",), published=(".article_header time",))
    checked = "declared from second-hand selectors; no address of an article known"
