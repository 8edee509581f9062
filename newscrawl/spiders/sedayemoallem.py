from newscrawl.cms.joomla import Joomla
from newscrawl.spider import NewsSpider


class SedayemoallemSpider(NewsSpider):
    name = "sedayemoallem"
    domain = "sedayemoallem.ir"
    family = Joomla(
        body=(".itemBody", ".item-page [itemprop=articleBody]"), sections=(".breadcrumbs a",)
    )
