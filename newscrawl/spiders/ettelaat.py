from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class EttelaatSpider(NewsSpider):
    name = "ettelaat"
    domain = "ettelaat.com"
    family = Generic(
        articles=("/fa/news/{code}/{slug}",),
        lead=(".leadRow",),
        body=(".newsBody",),
        sections=("a.newsBreadCrumb",),
        comments=("#comments .commentBox .cmItem",),
        comment_author=(".cmName",),
        comment_text=(".cmMsg",),
    )
