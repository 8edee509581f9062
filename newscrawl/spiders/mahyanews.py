from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class MahyanewsSpider(NewsSpider):
    name = "mahyanews"
    domain = "mahyanews.ir"
    family = IranSamaneh.with_more(
        sections=(".news_nav_second > div > a",),
        tags=(".article_tags a.article_tag",),
        boilerplate=(".report-like",),
    )
