from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class SanatghazaSpider(NewsSpider):
    name = "sanatghaza"
    domain = "sanatghaza.com"
    family = WordPress(scheme="http", published=(".postinfo > ul > li:nth-child(2)",))
