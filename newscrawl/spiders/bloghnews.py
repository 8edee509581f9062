from newscrawl.cms.studiokhabar import StudioKhabar
from newscrawl.spider import NewsSpider


class BloghnewsSpider(NewsSpider):
    name = "bloghnews"
    domain = "bloghnews.com"
    family = StudioKhabar(articles=("/doc/{word}/{code}/{slug}", "/vdc{id}.html"))
