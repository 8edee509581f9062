from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class IrafnewsSpider(NewsSpider):
    name = "irafnews"
    domain = "irafnews.com"
    family = WordPress(
        lead=(".elementor-post-info__item--type-custom",),
        tags=("a.elementor-post-info__terms-list",),
    )
