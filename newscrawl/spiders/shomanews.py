from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class ShomanewsSpider(NewsSpider):
    name = "shomanews"
    domain = "shomanews.com"
    family = Asam.with_more(kicker=("h2.news_top_title",), tags=("ul.tag_ul li a",))
