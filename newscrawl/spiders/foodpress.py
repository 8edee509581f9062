from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class FoodpressSpider(NewsSpider):
    name = "foodpress"
    domain = "foodpress.ir"
    family = Nastooh()
