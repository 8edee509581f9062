from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class SobhtazehSpider(NewsSpider):
    name = "sobhtazeh"
    domain = "sobhtazeh.news"
    family = WordPress(
        published=(
            ".elementor-reverse-mobile > div > div.elementor-column > div > div > div > span",
        ),
        sections=("[rel='tag']",),
    )
