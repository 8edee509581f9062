from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class VoiceartSpider(NewsSpider):
    name = "voiceart"
    domain = "voiceart.ir"
    family = WordPress(articles=("/fa/{headline}",), published=(".conte span:nth-child(5)",))
