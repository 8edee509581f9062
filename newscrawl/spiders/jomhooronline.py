from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class JomhooronlineSpider(NewsSpider):
    name = "jomhooronline"
    domain = "jomhooronline.ir"
    family = WordPress()
