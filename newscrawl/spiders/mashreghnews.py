from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class MashreghnewsSpider(NewsSpider):
    name = "mashreghnews"
    domain = "mashreghnews.ir"
    title = "مشرق نیوز"
    family = Nastooh()
