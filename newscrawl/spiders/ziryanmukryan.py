from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class ZiryanmukryanSpider(NewsSpider):
    name = "ziryanmukryan"
    domain = "ziryanmukryan.ir"
    family = WordPress(
        published=("[style].post-info > ul > li:nth-child(1)",), sections=(".post-info ul li a",)
    )
    checked = "declared from second-hand selectors; no address of an article known"
