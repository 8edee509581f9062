from newscrawl.cms.studiokhabar import StudioKhabar
from newscrawl.spider import NewsSpider


class JomhornewsSpider(NewsSpider):
    name = "jomhornews"
    domain = "jomhornews.com"
    family = StudioKhabar(articles=("/fa/{word}/{code:3}/{slug}", "/fa/news/{code}/{slug}"))
