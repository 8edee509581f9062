from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class SharghdailySpider(NewsSpider):
    name = "sharghdaily"
    domain = "sharghdaily.com"
    title = "شرق"
    family = Asam()
