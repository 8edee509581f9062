"""IranSamaneh, the CMS of roozplus.com and about 100 other sites.

Markup and addresses as seen on saved pages of roozplus.com and fardanews.com of Esfand 1396, and in
the selector lists of other scrapers.
"""

from dataclasses import dataclass
from typing import ClassVar

from newscrawl.cms.base import Family, Patterns, Selectors


@dataclass(frozen=True)
class IranSamaneh(Family):
    """``/fa/news/<code>/<slug>``: the server ignores the slug, which follows the headline."""

    name: ClassVar[str] = "iransamaneh"
    articles: Patterns = ("/fa/news/{code}/{slug}", "/fa/tiny/news-{code}/{slug}")
    albums: Patterns = (
        "/fa/photos/{code}/{slug}",
        "/fa/video/{code}/{slug}",
        "/fa/multimedia/{code}/{slug}",
    )
    ignored: Patterns = (
        "/fa/print", "/fa/send", "/fa/save", "/fa/ads", "/fa/ad", "/fa/ajax", "/fa/comments",
        "/fa/contacts", "/fa/links", "/fa/about", "/fa/newsletter", "/fa/weather", "/fa/prayer",
        "/fa/polls", "/fa/archive", "/fa/tag", "/fa/rss", "/fa/search", "/fa/login",
        "/fa/tiny/{number}", "/fa/register", "/fa/sitemap", "/fa/advertise", "/fa/advertis",
        "/fa/mobile", "/fa/publications",
    )  # fmt: skip
    #: Sections have one number or two; an issue is a day's paper, by its pages. Photos and videos
    #: without a code are lists, too (seen on home pages of 25 sites).
    lists: Patterns = (
        "/fa/services/{number}",
        "/fa/services/{number}/{number}",
        "/fa/list/{number}/{number}",
        "/fa/issue/{number}/{number}",
        "/fa/{word}",
        "/fa/{word}/{number}",
        "/fa",
    )
    page_parameters: Selectors = ("p",)
    feeds: tuple[str, ...] = ("/fa/rss/allnews",)
    feed_indexes: tuple[str, ...] = ("/fa/rss",)
    feed_paths: Patterns = ("/fa/rss/{section}", "/fa/rss/{section}/{number}")
    archive_path: str | None = (
        "/fa/archive?service_id=-1&sec_id=-1&cat_id=-1&rpp=100"
        "&from_date={year}/{month:02}/{day:02}&to_date={year}/{month:02}/{day:02}&p={page}"
    )

    title: Selectors = ("h1.title", "h2.title", ".news_title", "h1")
    kicker: Selectors = (".rutitr", ".uptitle", ".up_title")
    lead: Selectors = (".subtitle", ".lead")
    body: Selectors = (".body",)
    news_code: Selectors = (".news_id_c", ".news-id", ".news_id", ".news-code", ".news_code")
    published: Selectors = (
        ".news_pdate_c",
        ".news-pdate",
        ".news-date",
        ".item-date",
        ".news-nav-times",
        ".fa_date",
    )
    sections: Selectors = (".news_path a", ".breadcrumb a")
    tags: Selectors = (".tags_title a", ".tags_container a", ".tag_items a")
    author: Selectors = (".news_author", ".news-author", ".author", "[rel=author]")
    missing: Selectors = (".error_container",)

    comments: Selectors = (".comments_item, .comm_answer_line",)
    comment_author: Selectors = (".comm_info_name", ".comment_answer_2")
    comment_date: Selectors = (".comm_info_date", ".comment_answer_5", ".date-news-com")
    comment_text: Selectors = (".comments",)
