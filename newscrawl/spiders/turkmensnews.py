from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class TurkmensnewsSpider(NewsSpider):
    name = "turkmensnews"
    domain = "turkmensnews.com"
    family = WordPress(
        ignored=("/تورکمنچه", "/turkce", "/turkmeni", "/latin"),
        body=(".single-txt",),
        sections=(".post-category a",),
        tags=(".tags-link a",),
    )
