from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class DonyaEEqtesadSpider(NewsSpider):
    name = "donya_e_eqtesad"
    domain = "donya-e-eqtesad.com"
    title = "دنیای اقتصاد"
    family = Asam()
