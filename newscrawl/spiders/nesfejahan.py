from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class NesfejahanSpider(NewsSpider):
    name = "nesfejahan"
    domain = "nesfejahan.net"
    title = "نصف جهان"
    family = IranSamaneh.with_more(title=("h2",))
