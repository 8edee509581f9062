from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class PassgoalSpider(NewsSpider):
    name = "passgoal"
    domain = "passgoal.news"
    family = Asam.with_more(published=(".newsId_time time",))
