"""Asam, the CMS of tasnimnews.com, ilna.ir and about 70 other sites.

Markup and addresses from the selector lists of other scrapers.
"""

import re
from dataclasses import dataclass
from typing import ClassVar

from newscrawl.cms.base import Family, Rules


@dataclass(frozen=True)
class Asam(Family):
    """``/<section>/<code>-<slug>``, ``/fa/news/<code>/<slug>`` and ``/fa/tiny/news-<code>`` can all
    name one article; tasnimnews.com has the Jalali day before the code."""

    name: ClassVar[str] = "asam"
    article_path: ClassVar[re.Pattern[str]] = re.compile(
        r"/(?:fa/(?:(?P<kind>news|photos?|videos?|multimedia)/(?:1[34]\d\d/\d\d?/\d\d?/)?+|tiny/news-)"
        r"|(?!(?:fa|en|ar|tags?|search|archive|print|files|uploads?|thumbnail|assets|ads|feeds|ajax)/)"
        r"[^/]+/(?=\d+-))"
        r"(?P<code>[0-9]{1,12})(?=[-/]|$)"
    )
    canonical_path: ClassVar[str] = "/fa/tiny/news-{code}"
    list_path: ClassVar[re.Pattern[str]] = re.compile(
        r"/?$|/fa/?$|/(?!(?:search|tags?|login|register|about|contacts?|links|newsletter|weather|"
        r"prayer|polls?|archive|print|ads|feeds|ajax|comments|en|ar)(?:/|$))[^/.]+/?$"
    )
    page_parameters: ClassVar[Rules] = ("page",)
    feeds: ClassVar[Rules] = ("/feeds/",)
    feed_indexes: ClassVar[Rules] = ("/",)
    feed_path: ClassVar[re.Pattern[str]] = re.compile(r"/(?:feeds|fa/rss)(?:/[^/]+)?/?$")
    code_path: ClassVar[str | None] = "/fa/tiny/news-{code}"

    title: Rules = ("h1.title", "h1", ".title")
    kicker: Rules = (".uptitle", ".up_title", ".rutitr")
    lead: Rules = (".lead", "p.news-lead")
    body: Rules = ("#echo_detail", ".echo_detail", "#main_ck_editor")
    published: Rules = (".news_time", "time[datetime]")
    sections: Rules = (".breadcrumb li a",)
    tags: Rules = (".article_tags li", ".article_tag a", ".news_tags a")
    author: Rules = (".news_author", ".news-author", "[rel=author]")
