from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class IribnewsSpider(NewsSpider):
    name = "iribnews"
    domain = "iribnews.ir"
    title = "خبرگزاری صدا و سیما"
    family = IranSamaneh.with_more(
        title=(".title", ".video_title"),
        lead=("p.subtitle", ".photo_subtitle"),
        published=(".photo_pub_date",),
        sections=(".news_path2 a",),
    )
