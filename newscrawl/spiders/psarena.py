from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class PsarenaSpider(NewsSpider):
    name = "psarena"
    domain = "psarena.ir"
    family = WordPress(
        lead=(".jeg_post_subtitle",),
        sections=(".jeg_meta_category span a",),
        boilerplate=(*WordPress.boilerplate, ".jeg_share_bottom_container"),
    )
