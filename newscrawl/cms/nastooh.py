"""Nastooh, the CMS of irna.ir, mehrnews.com and about 50 other sites.

Markup and addresses from the selector lists of other scrapers, and as seen on saved pages of
isna.ir, mehrnews.com and hamshahrionline.ir.
"""

from dataclasses import dataclass
from typing import ClassVar

from newscrawl.cms.base import Family, Patterns, Selectors


@dataclass(frozen=True)
class Nastooh(Family):
    """``/news/<code>/<slug>``, on some sites ``/x<code>`` too.

    Short addresses of other sites are numbers in base 62, ``/xjK6Abc``. Only those of four letters
    or fewer were likely to have nothing but digits, so ``/x`` takes a code of five or more.
    """

    name: ClassVar[str] = "nastooh"
    articles: Patterns = ("/news/{code}/{slug}", "/x{code:5}/{slug}")
    albums: Patterns = ("/photo/{code}/{slug}", "/video/{code}/{slug}")
    ignored: Patterns = ("/news/{number}/about-us", "/news/{number}/contact-us")
    lists: Patterns = (
        "/service/{word}",
        "/service/{word}/{word}",
        "/photo",
        "/video",
        "/archive",
        "/archive/pl/{number}",
    )
    page_parameters: Selectors = ("pi",)
    #: Of the archive: a topic, a source, a kind, as home pages of all years link to.
    list_parameters: Selectors = ("tp", "ms", "ty")
    feeds: tuple[str, ...] = ("/rss",)
    feed_indexes: tuple[str, ...] = ("/",)
    feed_paths: Patterns = ("/rss", "/rss-help", "/rss-homepage", "/rss/tp/{section}")
    archive_path: str | None = "/page/archive.xhtml?mn={month}&dy={day}&yr={year}&pi={page}"

    title: Selectors = ("h1.title", "span.headline", "h1")
    kicker: Selectors = (".kicker", ".rutitr")
    lead: Selectors = (".introtext", "p.summary")
    #: Albums have no ``.item-text``, but may have a text.
    body: Selectors = (".item-body .item-text", "#photo .item-body", ".item-summary .item-body")
    news_code: Selectors = (".item-code",)
    published: Selectors = (".item-date span", ".item-date")
    sections: Selectors = (".breadcrumb li",)
    tags: Selectors = (".tags li",)
    author: Selectors = (".item-author", ".news-author", "[rel=author]")

    comments: Selectors = (".comments-list li", ".comments .comment", ".comments li")
    comment_author: Selectors = (".author", ".comment-name")
    comment_date: Selectors = (".date", ".date-comment")
    comment_text: Selectors = (".comment-body", "p")
