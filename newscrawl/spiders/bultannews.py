from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class BultannewsSpider(NewsSpider):
    name = "bultannews"
    domain = "bultannews.com"
    title = "بولتن نیوز"
    family = IranSamaneh.with_more(published=(".main_body .col-md-27 time",))
