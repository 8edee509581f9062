from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class MosalasonlineSpider(NewsSpider):
    name = "mosalasonline"
    domain = "mosalasonline.com"
    family = Asam.with_more(body=("#main-echo-detail",))
