from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class JarSpider(NewsSpider):
    name = "jar"
    domain = "jar.news"
    family = WordPress(
        sections=(".entry-header span.post-cat-wrap a",),
        boilerplate=(*WordPress.boilerplate, ".mini-posts-box", ".tagcloud"),
    )
