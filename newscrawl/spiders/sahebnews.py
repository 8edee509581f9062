from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class SahebnewsSpider(NewsSpider):
    name = "sahebnews"
    domain = "sahebnews.ir"
    family = WordPress(
        kicker=(".single h5",), sections=("div.box-title.text-right > h4 > span > span > a",)
    )
