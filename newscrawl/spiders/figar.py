from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class FigarSpider(NewsSpider):
    name = "figar"
    domain = "figar.ir"
    family = WordPress(
        articles=("/{word}/{code:5}-{slug}", "/{word}/{word}/{code:5}-{slug}"),
        sections=("ul.trail-items li a",),
        tags=(".tag-links a",),
    )
