from newscrawl.cms.joomla import Joomla
from newscrawl.spider import NewsSpider


class LisnaSpider(NewsSpider):
    name = "lisna"
    domain = "lisna.ir"
    family = Joomla(
        lead=(".subtitle",),
        body=(".body", ".item-page [itemprop=articleBody]"),
        published=(".news_pdate_c",),
        sections=(".news_path p",),
    )
