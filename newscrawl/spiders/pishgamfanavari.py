from newscrawl.cms.asam import Asam
from newscrawl.spider import NewsSpider


class PishgamfanavariSpider(NewsSpider):
    name = "pishgamfanavari"
    domain = "pishgamfanavari.ir"
    family = Asam.with_more(tags=("a.article_tags_link",))
