from newscrawl.cms.drupal import Drupal
from newscrawl.spider import NewsSpider


class TarafdariSpider(NewsSpider):
    name = "tarafdari"
    domain = "tarafdari.com"
    family = Drupal(
        published=(".timeago[data-tarikh]",),
        boilerplate=(".news-inline-biz",),
        comments=(".discuss",),
        comment_author=(".username",),
        comment_text=(".discuss-content p",),
    )
