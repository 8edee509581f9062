from newscrawl.cms.tasnim import Tasnim
from newscrawl.spider import NewsSpider


class TasnimnewsSpider(NewsSpider):
    name = "tasnimnews"
    domain = "tasnimnews.com"
    title = "خبرگزاری تسنیم"
    family = Tasnim(
        hosts=("tasnimnews.org",),
        body=(".story", "._sticky+div"),
        boilerplate=(".jwplayer", ".hideTag"),
    )
