from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class YjcSpider(NewsSpider):
    name = "yjc"
    domain = "yjc.ir"
    title = "باشگاه خبرنگاران جوان"
    family = IranSamaneh.with_more(
        title=(".title-news", ".baznashr-title"),
        lead=(".news_strong", ".baznashr-subtitle"),
        body=(".baznashr-body",),
        published=(
            ".details-box-news .photo-newspage-date .date-color-news:last-child",
            ".date-color-news:first-child",
        ),
        sections=(".path_bottom_body a",),
    )
