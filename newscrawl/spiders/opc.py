from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class OpcSpider(NewsSpider):
    name = "opc"
    domain = "opc.ir"
    family = Generic(
        articles=("/index.php/read_more/news/{code}/{slug}",),
        title=(".container_news > div > div:nth-child(1) > div > div:nth-child(3)",),
        published=(".container_news > div > div:nth-child(1) > div > div:nth-child(1)",),
        sections=(
            ".container_news > div > div:nth-child(1) > div > div:nth-child(1) > span:nth-child(2)",
        ),
    )
