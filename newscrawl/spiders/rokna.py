from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class RoknaSpider(NewsSpider):
    name = "rokna"
    domain = "rokna.net"
    title = "رکنا"
    family = Asam.with_more(body=("#CK_editor",))
    checked = "declared from second-hand selectors; no address of an article known"
