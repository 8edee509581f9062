from newscrawl.cms.joomla import Joomla
from newscrawl.spider import NewsSpider


class EtelanewsSpider(NewsSpider):
    name = "etelanews"
    domain = "etelanews.com"
    family = Joomla(articles=("/fa/news/{code}/{slug}",), published=(".news_pdate_c",))
