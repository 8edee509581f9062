from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class TehransarbolandSpider(NewsSpider):
    name = "tehransarboland"
    domain = "tehransarboland.ir"
    family = WordPress(
        lead=(".custom_excerpt_val",),
        sections=(".harika-categories-widget a",),
        tags=(".tag-links a",),
    )
    checked = "declared from second-hand selectors; no address of an article known"
