from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class KafebookSpider(NewsSpider):
    name = "kafebook"
    domain = "kafebook.ir"
    family = WordPress(body=(".im-entry-content",))
