from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class MsfiSpider(NewsSpider):
    name = "msfi"
    domain = "msfi.ir"
    family = Generic(
        articles=("/ArticleView/Index/{code}/{slug}",),
        title=(".Titr-Data-Viewer",),
        lead=(".discript-Data-Viewer-Original-Title",),
        body=("#contentArea",),
        published=(".Data-Viewer > div.Data > span.data",),
        sections=(".root-Mainsingle .category",),
    )
