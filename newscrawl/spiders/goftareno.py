from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class GoftarenoSpider(NewsSpider):
    name = "goftareno"
    domain = "goftareno.ir"
    family = IranSamaneh.with_more(kicker=(".newspage_rutitr",))
