from newscrawl.cms.joomla import Joomla
from newscrawl.spider import NewsSpider


class BeytooteSpider(NewsSpider):
    name = "beytoote"
    domain = "beytoote.com"
    family = Joomla(articles=("/{word}/{word}/{word}.html", "/{word}/{word}/{word}/{word}.html"))
