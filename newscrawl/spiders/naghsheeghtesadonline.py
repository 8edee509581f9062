from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class NaghsheeghtesadonlineSpider(NewsSpider):
    name = "naghsheeghtesadonline"
    domain = "naghsheeghtesadonline.ir"
    family = WordPress(published=(".td-post-date time",), sections=("a.entry-crumb",))
