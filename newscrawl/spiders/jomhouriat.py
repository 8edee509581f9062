from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class JomhouriatSpider(NewsSpider):
    name = "jomhouriat"
    domain = "jomhouriat.ir"
    family = WordPress(published=("ul.news-detile li:nth-child(2) span",))
    checked = "declared from second-hand selectors; no address of an article known"
