"""Nastooh, the CMS of irna.ir, mehrnews.com and about 50 other sites.

Markup and addresses from the selector lists of other scrapers.
"""

import re
from dataclasses import dataclass
from typing import ClassVar

from newscrawl.cms.base import Family, Rules


@dataclass(frozen=True)
class Nastooh(Family):
    """``/news/<code>/<slug>``, on some sites ``/x<code>`` too.

    Short addresses of other sites are numbers in base 62, ``/xjK6Abc``. Only those of four letters
    or fewer were likely to have nothing but digits, so ``/x`` takes a code of five or more.
    """

    name: ClassVar[str] = "nastooh"
    article_path: ClassVar[re.Pattern[str]] = re.compile(
        r"/(?:(?P<kind>news|photo|video)/|x(?=[0-9]{5}))(?P<code>[0-9]{1,15})(?=/|$)"
    )
    canonical_path: ClassVar[str] = "/{kind}/{code}"
    list_path: ClassVar[re.Pattern[str]] = re.compile(
        r"/?$|/service(?:/[^/.]+){1,2}/?$|/(?:photo|video)/?$"
    )
    page_parameters: ClassVar[Rules] = ("pi",)
    feeds: ClassVar[Rules] = ("/rss",)
    feed_indexes: ClassVar[Rules] = ("/",)
    feed_path: ClassVar[re.Pattern[str]] = re.compile(r"/rss(?:-help|/tp/[^/]+)?/?$")
    code_path: ClassVar[str | None] = "/news/{code}"
    archive_path: ClassVar[str | None] = (
        "/page/archive.xhtml?mn={month}&dy={day}&yr={year}&pi={page}"
    )

    title: Rules = ("h1.title", "span.headline", "h1")
    kicker: Rules = (".kicker", ".rutitr")
    lead: Rules = (".introtext", "p.summary")
    body: Rules = (".item-body .item-text",)
    news_code: Rules = (".item-code",)
    published: Rules = (".item-date span", ".item-date")
    sections: Rules = (".breadcrumb li",)
    tags: Rules = (".tags li",)
    author: Rules = (".item-author", ".news-author", "[rel=author]")
