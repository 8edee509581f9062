from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class BanifilmonlineSpider(NewsSpider):
    name = "banifilmonline"
    domain = "banifilmonline.ir"
    family = WordPress(body=(".cz_post_content",))
