from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class KeshwarnewsSpider(NewsSpider):
    name = "keshwarnews"
    domain = "keshwarnews.com"
    family = WordPress(
        scheme="http",
        ignored=("/pashto",),
        articles=("/{section}/{slug}/keshwarnews",),
        title=(".fl-node-content > h3",),
        body=(".fl-module-fl-post-content",),
    )
