from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class VidoSpider(NewsSpider):
    name = "vido"
    domain = "vido.ir"
    family = WordPress(
        ignored=(
            "/instagram",
            "/uupload",
            "/beeptunes",
            "/upera",
            "/vakil",
            "/elitland",
            "/amoozeshgahan",
            "/saziha",
        )
    )
