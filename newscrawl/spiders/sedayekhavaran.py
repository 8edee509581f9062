from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class SedayekhavaranSpider(NewsSpider):
    name = "sedayekhavaran"
    domain = "sedayekhavaran.ir"
    family = WordPress()
