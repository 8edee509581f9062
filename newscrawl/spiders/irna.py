from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class IrnaSpider(NewsSpider):
    name = "irna"
    domain = "irna.ir"
    title = "ایرنا"
    family = Nastooh(feed_indexes=("/", "/rss-homepage"))
