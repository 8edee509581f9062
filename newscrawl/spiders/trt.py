from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class TrtSpider(NewsSpider):
    name = "trt"
    domain = "trt.net.tr"
    family = Generic(
        home="/persian",
        ignored=(
            "/afghaniuzbek",
            "/armenian",
            "/azerbaycan",
            "/turki",
            "/bulgarian",
            "/chinese",
            "/dari",
            "/georgian",
            "/greek",
            "/magyar",
            "/italiano",
            "/kazakh",
            "/kyrgyz",
            "/pashto",
            "/portuguese",
            "/romana",
            "/espanol",
            "/tatarca",
            "/turkmen",
            "/turkmence",
            "/urdu",
            "/uyghur",
            "/uzbek",
        ),
        body=(".formatted",),
    )
