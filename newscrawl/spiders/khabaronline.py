from newscrawl.cms.nastooh import Nastooh
from newscrawl.spider import NewsSpider


class KhabaronlineSpider(NewsSpider):
    name = "khabaronline"
    domain = "khabaronline.ir"
    title = "خبرآنلاین"
    family = Nastooh(
        articles=("/news/{code}/{slug}", "/x{code:5}/{slug}", "/live/{code}/{slug}"),
        albums=("/photo/{code}/{slug}", "/video/{code}/{slug}", "/media/{code}/{slug}"),
    )
