from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class AriananewsSpider(NewsSpider):
    name = "ariananews"
    domain = "ariananews.af"
    family = WordPress(
        home="/fa",
        body=("#mvp-content-main",),
        sections=("#mvp-post-head span.mvp-post-cat",),
        tags=(".mvp-post-tags span a",),
    )
    checked = "declared from second-hand selectors; no address of an article known"
