from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class ManbaekhabarSpider(NewsSpider):
    name = "manbaekhabar"
    domain = "manbaekhabar.ir"
    family = WordPress(
        articles=("/{day}/{month}/{year}/{code}",), kicker=(".lid_news",), tags=(".tag_wrap a",)
    )
