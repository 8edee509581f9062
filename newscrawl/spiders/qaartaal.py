from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class QaartaalSpider(NewsSpider):
    name = "qaartaal"
    domain = "qaartaal.ir"
    family = WordPress(lead=(".short-content",), body=(".full-content",), sections=(".the-cat a",))
