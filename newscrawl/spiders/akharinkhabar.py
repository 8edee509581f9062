from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class AkharinkhabarSpider(NewsSpider):
    name = "akharinkhabar"
    domain = "akharinkhabar.ir"
    family = Generic(
        lead=(".entry-sub-title",),
        body=(".asset-double-wide",),
        published=(".asset-metabar-time.asset-metabar-item",),
        sections=(".asset-metabar-cat",),
        tags=(".tags-box a strong",),
        boilerplate=(".main-share-box", ".copy-link", ".font-size--main-box"),
    )
    checked = "declared from second-hand selectors; no address of an article known"
