from newscrawl.cms.joomla import Joomla
from newscrawl.spider import NewsSpider


class OurpresidentSpider(NewsSpider):
    name = "ourpresident"
    domain = "ourpresident.ir"
    family = Joomla(articles=("/{word}/article/{section}", "/{word}/{word}/{code}-{slug}"))
