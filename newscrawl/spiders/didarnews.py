from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class DidarnewsSpider(NewsSpider):
    name = "didarnews"
    domain = "didarnews.ir"
    title = "دیدارنیوز"
    family = IranSamaneh.with_more(title=(".title_c",), published=(".publish-date",))
