from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class IlamrasanehSpider(NewsSpider):
    name = "ilamrasaneh"
    domain = "ilamrasaneh.ir"
    family = WordPress(published=(".conte span:nth-child(5)",))
