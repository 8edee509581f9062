from newscrawl.cms.joomla import Joomla
from newscrawl.spider import NewsSpider


class QumpressSpider(NewsSpider):
    name = "qumpress"
    domain = "qumpress.ir"
    family = Joomla(
        articles=("/fa/news/{code}/{slug}",), published=(".news_pdate_c",), sections=(".news_path",)
    )
