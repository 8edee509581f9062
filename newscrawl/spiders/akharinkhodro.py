from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class AkharinkhodroSpider(NewsSpider):
    name = "akharinkhodro"
    domain = "akharinkhodro.ir"
    family = WordPress(
        body=("#singlePost",), sections=("#singlePostCats a",), tags=("#singularTags a",)
    )
