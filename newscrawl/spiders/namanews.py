from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class NamanewsSpider(NewsSpider):
    name = "namanews"
    domain = "namanews.com"
    family = Generic(
        articles=("/News/{code}/{slug}",), body=("#News_lblText",), published=("#News_lblDate",)
    )
