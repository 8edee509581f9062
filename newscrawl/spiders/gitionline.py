from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class GitionlineSpider(NewsSpider):
    name = "gitionline"
    domain = "gitionline.ir"
    family = WordPress(published=("ul.news-detile li:nth-child(2) span",))
