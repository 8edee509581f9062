"""Any other site: the addresses of its articles are guessed from what they look like.

How its pages are read: :mod:`newscrawl.cms.generic_reader`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import quote, unquote

from newscrawl.cms.base import Family, Page, RawArticle, Rules, origin, url_path

# Parts of paths below which there are no articles, and pages that are neither article nor list.
_ELSEWHERE = re.compile(
    r"/(?:tags?|labels?|keywords?|authors?|writers?|users?|members?|profile|search|print|printable|"
    r"send|email|save|share|ads?|advertis\w*|adv|banner|ajax|api|comments?|comment-page-\d+|"
    r"trackback|attachment|feeds?|rss|atom|amp|login|logout|sign-?(?:in|up)|register|subscribe|"
    r"account|cart|calendar|sitemaps?|media|files?|uploads?|images?|wp-\w+|static|assets|client|cdn|"
    r"cgi-bin|برچسب|کلید-?واژه|نویسنده|جستجو|جست-?و-?جو|ورود)(?=[/.]|$)"
    r"|^/(?:en|eng|english|ar|arabic|tr|ru|fr|de|es|ur|zh)(?=[/.]|$)"
    r"|/(?:newsletter|about(?:-?us)?|contacts?(?:-?us)?|links|weather|prayer|polls?|privacy|terms|"
    r"rules|تماس-با-ما|درباره-ما)(?:\.\w+)?/?$",
    re.IGNORECASE,
)
_ARCHIVE = re.compile(r"/(?:archives?|آرشیو|بایگانی)(?=[/.]|$)", re.IGNORECASE)
# What a list is called, and its own name.
_CATEGORY = re.compile(
    r"^(?:/fa)?/(?:category|categories|cat|sections?|services?|topics?|subjects?|groups?|"
    r"دسته|دسته-?بندی|موضوع|بخش|سرویس)/[^/]+",
    re.IGNORECASE,
)
_YEAR = r"(?:1[34]|20)\d\d"
_DAY = re.compile(rf"^/(?:[^/\d]+/)*{_YEAR}(?:[/-][01]?\d(?:[/-][0-3]?\d)?|[01]\d[0-3]\d)?(?=/|$)")
_ENDING = re.compile(r"\.(?:s?html?|php|aspx?|jsp|xhtml)$", re.IGNORECASE)
# Endings of names of sites, in headlines.
_SITE = re.compile(r"\.(?:com|ir|org|net|co|info|tv|io)$", re.IGNORECASE)
_PAGE = re.compile(r"/page/(\d{1,6})/?$")
# A part of a path that is a number, or begins or ends with one too long for a year.
_CODE = re.compile(r"^(\d{4,15})$|^(\d{5,15})(?=[-_.])|(?<=[-_.])(\d{5,15})$")
# Letters and digits that mean nothing.
_OPAQUE = re.compile(r"^(?=[a-z]*\d)(?=\d*[a-z])[a-z\d]{10,}$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")
#: So many words in the last part of a path are a headline.
HEADLINE_WORDS = 4


@dataclass(frozen=True)
class Generic(Family):
    """A site of its own design: the addresses of its articles are guessed.

    An address is taken for an article's if it has a number of four digits or more, a day and a
    name, or a whole headline in it. The news code is that number, ``None`` where there is none.
    """

    name: ClassVar[str] = "generic"
    is_open: ClassVar[bool] = True
    #: Any address on the page; what it is, :meth:`key` says.
    article_path: ClassVar[re.Pattern[str]] = re.compile(r"/(?!/)[^\"'\s>?#]*")
    canonical_path: ClassVar[str] = ""
    list_path: ClassVar[re.Pattern[str]] = re.compile(r"(?:/[^/]+){0,4}/?$")
    page_parameters: ClassVar[Rules] = ("page", "p", "pi", "pg", "paged")
    #: The home page announces them.
    feed_indexes: ClassVar[Rules] = ("/",)
    feed_path: ClassVar[re.Pattern[str]] = re.compile(
        r"(?:/[^/]+){0,3}/(?:feeds?|rss|atom)(?:\.xml|/[^/]+)?/?$", re.IGNORECASE
    )

    title: Rules = ("[itemprop=headline]", "h1", "h2")
    kicker: Rules = ("[itemprop=alternativeHeadline]", "hgroup p", ".kicker", ".rutitr", ".uptitle",
                     ".up_title", ".rotitr", ".roo-titr")  # fmt: skip
    lead: Rules = (".lead", ".introtext", ".subtitle", ".summary", "[itemprop=description]")
    body: Rules = ("[itemprop=articleBody]", "article", "main")
    published: Rules = ("[itemprop=datePublished]", "time")
    sections: Rules = ("nav[aria-label=breadcrumb] a", ".breadcrumb a", ".breadcrumbs a",
                       "[itemtype*=BreadcrumbList] [itemprop=name]")  # fmt: skip
    tags: Rules = ("a[rel=tag]", ".tags a")
    author: Rules = ("[rel=author]", "[itemprop=author]", ".author")
    news_code: Rules = (".news-code", ".news_code", ".item-code", ".news-id")

    def code_in(self, url: str) -> str | None:
        path = unquote(url_path(url))
        return _code(path) if self.is_article(url) else None

    def key(self, url: str) -> str | None:
        if not self.is_article(url):
            return None
        return self.code_in(url) or self.article_url(url)

    def is_article(self, url: str) -> bool:
        """Whether an address looks like an article's."""
        path = unquote(url_path(url))
        if _ELSEWHERE.search(path) or _is_file(path) or _PAGE.search(path):
            return False
        rest, is_dated = _after_day(path)
        parts = [_ENDING.sub("", part) for part in rest.split("/") if part]
        if not parts:
            return False
        if _code(path) or (is_dated and _WORD.search(rest)):
            return True
        is_headline = len(_WORD.findall(parts[-1])) >= HEADLINE_WORDS or _OPAQUE.match(parts[-1])
        return bool(is_headline) and not _CATEGORY.match(path)

    def article_url(self, url: str) -> str:
        path = quote(unquote(url_path(url)).rstrip("/") or "/", safe="/:@!$&'()*+,;=~")
        return origin(url) + path

    def is_album(self, url: str) -> bool:
        return False  # the page tells: see GenericReader.images

    def is_list(self, url: str) -> bool:
        path = unquote(url_path(url))
        if _ELSEWHERE.search(path) or _ARCHIVE.search(path) or _is_file(path):
            return False
        # Of days there is no end.
        if self.is_article(url) or _after_day(path)[1]:
            return False
        return bool(self.list_path.match(path))

    def page_of(self, url: str) -> tuple[str, int | None]:
        match = _PAGE.search(url_path(url))
        if match is None or "?" in url:
            return super().page_of(url)
        return url_path(url)[: match.start()], int(match[1])

    def read_by_own_rules(self, page: Page) -> RawArticle:
        from newscrawl.cms.generic_reader import GenericReader

        return GenericReader(self, page).article()


def _after_day(path: str) -> tuple[str, bool]:
    """What of a path follows a year, month or day in it, and whether there is one."""
    day = _DAY.match(path)
    return (path[day.end() :], True) if day else (path, False)


def _code(path: str) -> str | None:
    """The longest number in a path that may be a news code: no year, no day, no number of a list.

    A year is one too that stands alone, as is a day with nothing behind it: «1402» is rather a list
    of a year than the article of that number.
    """
    rest = _CATEGORY.sub("", _after_day(path)[0])
    found = (_CODE.search(_ENDING.sub("", part)) for part in rest.split("/"))
    return max((m[1] or m[2] or m[3] for m in found if m), key=len, default=None)


def _is_file(path: str) -> bool:
    """Whether the last part of a path has the ending of a file that is no page."""
    last = path.rpartition("/")[2]
    is_named = re.search(r"\.[A-Za-z][A-Za-z0-9]{1,4}$", last) and not _SITE.search(last)
    return bool(is_named) and not _ENDING.search(last)
