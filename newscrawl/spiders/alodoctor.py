from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class AlodoctorSpider(NewsSpider):
    name = "alodoctor"
    domain = "alodoctor.com"
    family = WordPress(
        body=(".single-post-content-root",),
        tags=(".single-post-tags-root div a",),
        boilerplate=(*WordPress.boilerplate, ".single-post-tags-root"),
        comments=(".comments-list .comment-item",),
        comment_author=("p.comment-author",),
        comment_text=(".pt-2.pl-0",),
    )
