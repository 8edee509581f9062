from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class CarSpider(NewsSpider):
    name = "car"
    domain = "car.ir"
    family = Generic(
        ignored=("/prices",),
        articles=("/news/{code}-{slug}",),
        body=(".text__ordered",),
        published=("span.dates",),
        sections=(".pull-right .category a",),
        comments=(".comment-items ul li",),
        comment_author=(".avatar span:nth-child(2)",),
        comment_text=("p.text__ordered",),
    )
