from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class DailyafghanistanSpider(NewsSpider):
    name = "dailyafghanistan"
    domain = "dailyafghanistan.com"
    family = Generic(scheme="http", articles=("/{word}.php?post_id={code}",))
