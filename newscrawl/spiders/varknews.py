from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class VarknewsSpider(NewsSpider):
    name = "varknews"
    domain = "varknews.ir"
    family = WordPress(lead=(".short-content",), body=(".full-content",), sections=(".the-cat a",))
