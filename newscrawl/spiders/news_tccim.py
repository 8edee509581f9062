from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class NewsTccimSpider(NewsSpider):
    name = "news_tccim"
    domain = "news.tccim.ir"
    family = Generic(
        title=(".col-md-8.mb-5 h7",),
        lead=(".col-md-8.mb-5 h3", ".pb-2.pt-4"),
        body=(".col-md-12.wow.fadeInUp.text-justify",),
        published=(".share-link-box ol.breadcrumb li:nth-child(1)",),
    )
    checked = "declared from second-hand selectors; no address of an article known"
