from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class GashtaninewsSpider(NewsSpider):
    name = "gashtaninews"
    domain = "gashtaninews.com"
    family = Asam(boilerplate=(".others_known", ".inline-news-box", ".quad_news2"))
