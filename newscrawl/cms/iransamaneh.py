"""IranSamaneh, the CMS of roozplus.com and about 105 other sites.

Markup and addresses as seen on saved pages of roozplus.com and fardanews.com of Esfand 1396, and in
the selector lists of other scrapers.
"""

import re
from dataclasses import dataclass
from typing import ClassVar

from newscrawl.cms.base import Family, Rules


@dataclass(frozen=True)
class IranSamaneh(Family):
    """``/fa/news/<code>/<slug>``: the server ignores the slug, which follows the headline."""

    name: ClassVar[str] = "iransamaneh"
    article_path: ClassVar[re.Pattern[str]] = re.compile(
        r"/fa/(?:(?P<kind>news|photos|video|multimedia)/|tiny/news-)(?P<code>[0-9]{1,12})(?=/|$)"
    )
    canonical_path: ClassVar[str] = "/fa/{kind}/{code}"
    list_path: ClassVar[re.Pattern[str]] = re.compile(
        r"/?$|/fa/?$|/fa/services/\d+/?$"
        r"|/fa/(?!(?:print|send|save|ads|ajax|comments|contacts|links|about|newsletter|weather"
        r"|prayer|polls|archive|tag|rss|search|news|photos|video|multimedia|tiny|services"
        r"|login|register|sitemap|advertise?|ads?)(?:/|$))[^/.]+/?$"
    )
    page_parameters: ClassVar[Rules] = ("p",)
    feeds: ClassVar[Rules] = ("/fa/rss/allnews",)
    feed_indexes: ClassVar[Rules] = ("/fa/rss",)
    feed_path: ClassVar[re.Pattern[str]] = re.compile(r"/fa/rss/[^/]+(?:/\d+)?/?$")
    code_path: ClassVar[str | None] = "/fa/news/{code}"
    archive_path: ClassVar[str | None] = (
        "/fa/archive?service_id=-1&sec_id=-1&cat_id=-1&rpp=100"
        "&from_date={year}/{month:02}/{day:02}&to_date={year}/{month:02}/{day:02}&p={page}"
    )

    title: Rules = ("h1.title", "h2.title", ".news_title", "h1")
    kicker: Rules = (".rutitr", ".uptitle", ".up_title")
    lead: Rules = (".subtitle", ".lead")
    body: Rules = (".body",)
    news_code: Rules = (".news_id_c", ".news-id", ".news_id", ".news-code", ".news_code")
    published: Rules = (
        ".news_pdate_c",
        ".news-pdate",
        ".news-date",
        ".item-date",
        ".news-nav-times",
        ".fa_date",
    )
    sections: Rules = (".news_path a", ".breadcrumb a")
    tags: Rules = (".tags_title a", ".tags_container a", ".tag_items a")
    author: Rules = (".news_author", ".news-author", ".author", "[rel=author]")
    missing: Rules = (".error_container",)
