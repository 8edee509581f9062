from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class FardanewsSpider(NewsSpider):
    name = "fardanews"
    domain = "fardanews.com"
    title = "فردانیوز"
    family = Asam.with_more(body=("ul",))
