from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class AgrofoodnewsSpider(NewsSpider):
    name = "agrofoodnews"
    domain = "agrofoodnews.com"
    family = WordPress(sections=("span.breadcrumb-item a",), tags=(".article-tags a",))
