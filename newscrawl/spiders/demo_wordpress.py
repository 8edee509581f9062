from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class DemoWordpressSpider(NewsSpider):
    name = "demo_wordpress"
    domain = "demo-wordpress.newscrawl.example"
    family = WordPress()
    checked = "the demo newspaper چکاوک, not a real site"
