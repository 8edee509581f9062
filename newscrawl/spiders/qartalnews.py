from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class QartalnewsSpider(NewsSpider):
    name = "qartalnews"
    domain = "qartalnews.ir"
    family = WordPress(published=(".breadcrumb > li:nth-child(6)",))
