from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class AbadannewsSpider(NewsSpider):
    name = "abadannews"
    domain = "abadannews.com"
    family = Generic(
        scheme="http",
        lead=(".item-summary",),
        body=("[align='center'] > div > #printarea2 > .item-body > .item-text",),
        published=(".item-date > ul > li > span",),
    )
    checked = "declared from second-hand selectors; no address of an article known"
