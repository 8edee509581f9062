from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class AsianewsSpider(NewsSpider):
    name = "asianews"
    domain = "asianews.ir"
    family = Generic(
        articles=("/fa/newsagency/{code}/{slug}",),
        kicker=("article > .col-xs-12 h5",),
        lead=(".naNewsLeadWrapper span",),
        body=(".naNewsDetail2BodyWrapper",),
        published=(".naNewsDetail2DataTimeWrapper span",),
        tags=("ul.ulTagList li a",),
        comments=(".remarkWrapper .remark",),
        comment_author=(".user span.name",),
        comment_date=("span.date",),
        comment_text=(".comment",),
    )
