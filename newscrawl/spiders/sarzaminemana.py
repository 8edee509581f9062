from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class SarzaminemanaSpider(NewsSpider):
    name = "sarzaminemana"
    domain = "sarzaminemana.ir"
    family = WordPress(body=(".single-entry-summary-post-content",), sections=(".removearrow a",))
