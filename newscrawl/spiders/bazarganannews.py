from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class BazarganannewsSpider(NewsSpider):
    name = "bazarganannews"
    domain = "bazarganannews.ir"
    family = WordPress(
        title=(".single-mine-title-2",),
        lead=(".single-mine-excerpt",),
        body=(".text-news-single",),
        sections=(".tick-contents a",),
    )
