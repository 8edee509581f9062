from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class BazareboursSpider(NewsSpider):
    name = "bazarebours"
    domain = "bazarebours.com"
    family = Asam(boilerplate=(".inline_news_box",))
