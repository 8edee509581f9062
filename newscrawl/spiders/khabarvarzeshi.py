from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class KhabarvarzeshiSpider(NewsSpider):
    name = "khabarvarzeshi"
    domain = "khabarvarzeshi.com"
    title = "خبرورزشی"
    family = Nastooh()
    checked = "declared from second-hand selectors; no address of an article known"
