from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class DbaziSpider(NewsSpider):
    name = "dbazi"
    domain = "dbazi.com"
    family = WordPress(articles=("/{word}/{code:5}-{slug}",))
