from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class ShamsnewsSpider(NewsSpider):
    name = "shamsnews"
    domain = "shamsnews.ir"
    family = WordPress(published=("section.single ul > li:nth-child(2)",))
