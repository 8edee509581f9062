"""Asam, the CMS of ilna.ir, sharghdaily.com and about 70 other sites.

Markup and addresses from the selector lists of other scrapers.
"""

from dataclasses import dataclass
from typing import ClassVar

from newscrawl.cms.base import Family, Patterns, Selectors


@dataclass(frozen=True)
class Asam(Family):
    """``/<section>/<code>-<slug>``, ``/fa/news/<code>/<slug>`` or ``/fa/tiny/news-<code>``.

    All three can name one article. Some addresses have the Jalali day before the code. Static pages
    of the menu are at ``/صفحه-<name>-<number>``.
    """

    name: ClassVar[str] = "asam"
    articles: Patterns = (
        "/fa/news/{year}/{month}/{day}/{code}/{slug}",
        "/fa/news/{code}/{slug}",
        "/{section}/{code}-{slug}",
        "/fa/tiny/news-{code}/{slug}",
    )
    albums: Patterns = (
        "/fa/photo/{code}/{slug}",
        "/fa/photos/{code}/{slug}",
        "/fa/video/{code}/{slug}",
        "/fa/videos/{code}/{slug}",
        "/fa/multimedia/{code}/{slug}",
    )
    canonical: str | None = "/fa/tiny/news-{code}"
    ignored: Patterns = (
        "/fa/{code}-{slug}", "/en", "/ar", "/tag", "/tags", "/search", "/archive", "/print",
        "/file", "/files", "/upload", "/uploads", "/thumbnail", "/assets", "/ads", "/feeds",
        "/ajax", "/login", "/register", "/about", "/contact", "/contacts", "/links", "/newsletter",
        "/weather", "/prayer", "/poll", "/polls", "/comments",
        "/صفحه-{slug}",
    )  # fmt: skip
    lists: Patterns = ("/{word}", "/newsstudios/archive")
    page_parameters: Selectors = ("page",)
    #: Of ``/newsstudios/archive/``; but for its bare path, it is known from other scrapers.
    list_parameters: Selectors = ("curp", "categories", "order")
    next_page: Selectors = ("footer.archive_next_page a[href]",)
    feeds: tuple[str, ...] = ("/feeds/",)
    feed_indexes: tuple[str, ...] = ("/",)
    feed_paths: Patterns = (
        "/feeds",
        "/feeds/{section}",
        "/fa/rss",
        "/fa/rss/{section}",
        "/fa/feeds/{section}",
    )

    title: Selectors = ("h1.title", "h1", ".title")
    kicker: Selectors = (".uptitle", ".up_title", ".rutitr")
    lead: Selectors = (".lead", "p.news-lead", "p.news_lead")
    body: Selectors = ("#echo_detail", ".echo_detail", "#main_ck_editor", "#echo-detail",
                       ".echo-detail-inner", "#content-text", ".echo-content", "#ck_editor",
                       ".article-body")  # fmt: skip
    published: Selectors = (".news_time", "time[datetime]")
    sections: Selectors = (".breadcrumb li a", ".bread_crump li a", ".bread_crumbs a",
                           ".breadcrumb_list li a", ".breadcrumb_right li a")  # fmt: skip
    tags: Selectors = (".article_tags li", ".article_tag a", ".news_tags a", ".article-tag a",
                       ".tag-ul li a")  # fmt: skip
    author: Selectors = (".news_author", ".news-author", "[rel=author]")

    comments: Selectors = (".comments-list li", "section.comment_list li", ".comments li")
    comment_author: Selectors = (".author", ".comment_info .name", ".comment-author")
    comment_date: Selectors = (".date", ".comment-date", "time")
    comment_text: Selectors = (".comment-body", ".comment-text", "p")
