from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class EghtesadnewsSpider(NewsSpider):
    name = "eghtesadnews"
    domain = "eghtesadnews.com"
    title = "اقتصادنیوز"
    family = Asam()
