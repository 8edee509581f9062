from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class BoursenewsSpider(NewsSpider):
    name = "boursenews"
    domain = "boursenews.ir"
    title = "بورس نیوز"
    family = IranSamaneh.with_more(
        kicker=(".newsPreTitle",), published=(".newsDate",), sections=("a.newsSubjectName",)
    )
