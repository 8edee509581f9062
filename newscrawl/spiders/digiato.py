from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class DigiatoSpider(NewsSpider):
    name = "digiato"
    domain = "digiato.com"
    family = WordPress(
        ignored=("/topic",),
        title=(".dailyNewsPageHead__description--title", "h1.singleVideoPageTitle"),
        lead=(".dailyNewsPageHead__description p",),
        body=(".articlePost",),
        published=(".dailyNewsPageHead__description--tools",),
        sections=(".breadcrumb ul li:nth-child(2) a", ".breadcrumb ul li:nth-child(3) a"),
        tags=(".postTools__keywords a",),
        comments=("ul.js-comments-list li",),
        comment_author=(".comment__info span",),
        comment_text=(".comment__text",),
    )
