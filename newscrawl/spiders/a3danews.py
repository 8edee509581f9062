from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class A3danewsSpider(NewsSpider):
    name = "a3danews"
    domain = "3danews.ir"
    family = WordPress(
        lead=(".td-excerpt",),
        sections=("ul.td-category li a",),
        boilerplate=(*WordPress.boilerplate, ".copyrights"),
    )
