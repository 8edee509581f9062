from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class AtlaspressSpider(NewsSpider):
    name = "atlaspress"
    domain = "atlaspress.news"
    family = WordPress(body=("#thecontent",), sections=("#singleMeta > ul > li:nth-child(2)",))
    checked = "declared from second-hand selectors; no address of an article known"
