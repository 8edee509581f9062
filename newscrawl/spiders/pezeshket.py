from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class PezeshketSpider(NewsSpider):
    name = "pezeshket"
    domain = "pezeshket.com"
    family = WordPress(
        home="/?s", boilerplate=(*WordPress.boilerplate, ".elementor-toc--minimized-on-tablet")
    )
