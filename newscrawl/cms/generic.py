"""Any other site: the addresses of its articles are declared, or guessed from their looks.

How its pages are read: :mod:`newscrawl.extraction.generic`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import ClassVar
from urllib.parse import unquote, urlsplit

from newscrawl.cms.base import Family, Selectors
from newscrawl.urls import ArticleReference, one_spelling, origin, plain_code, url_path

# Parts of paths with no articles below, and pages that are neither article nor list.
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
# The path of a list: what lists are called, and the name of this one.
_CATEGORY = re.compile(
    r"^(?:/fa)?/(?:category|categories|cat|sections?|services?|topics?|subjects?|groups?|"
    r"دسته|دسته-?بندی|موضوع|بخش|سرویس)/[^/]+",
    re.IGNORECASE,
)
_YEAR = r"(?:1[34]|20)\d\d"
_DAY = re.compile(rf"^/(?:[^/\d]+/)*{_YEAR}(?:[/-][01]?\d(?:[/-][0-3]?\d)?|[01]\d[0-3]\d)?(?=/|$)")
_ENDING = re.compile(r"\.(?:s?html?|php|aspx?|jsp|xhtml)$", re.IGNORECASE)
# Endings of sites' names, which may end a headline.
_SITE = re.compile(r"\.(?:com|ir|org|net|co|info|tv|io)$", re.IGNORECASE)
_LIST = re.compile(r"(?:/[^/]+){0,4}/?$")
_FEED = re.compile(r"(?:/[^/]+){0,3}/(?:feeds?|rss|atom)(?:\.xml|/[^/]+)?/?$", re.IGNORECASE)
# Sitemaps of articles only.
_OF_NEWS = re.compile(r"(?<![a-z])(?:news|posts?|articles?)(?![a-z])[^/]*\.xml", re.IGNORECASE)
# A page in the Wayback Machine; some servers make one slash of two.
_COPY = re.compile(
    r"https?://[^/]+/web/\d{4,14}(?:[a-z]{2}_)?/"
    r"(?:(https?):/{1,2}(?=[^/])|(?=(?:[\w-]+\.)+[a-z]{2,}/))"
)
_PAGE = re.compile(r"/page/(\d{1,6})/?$")
# A number as a part of a path; or at its beginning or end, if too long for a year.
_CODE = re.compile(r"^(\d{4,18})$|^(\d{5,18})(?=[-_.])|(?<=[-_.])(\d{5,18})$")
# A mix of letters and digits: an identifier, no words.
_OPAQUE = re.compile(r"^(?=[a-z]*\d)(?=\d*[a-z])[a-z\d]{10,}$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True)
class Generic(Family):
    """A site of its own design: ``Generic(articles=("/news.aspx?nId={code}",), body=(".text",))``.

    What a site declares comes first; any other address is taken for an article's if it has a number
    of four digits or more, a day and a name, or a whole headline in it. The news code is that
    number, ``None`` where there is none.
    """

    name: ClassVar[str] = "generic"
    is_open: ClassVar[bool] = True
    #: Minimum words for the last part of a path to be a headline.
    headline_words: ClassVar[int] = 4
    page_parameters: Selectors = ("page", "p", "pi", "pg", "paged")
    #: The home page announces them.
    feed_indexes: tuple[str, ...] = ("/",)

    title: Selectors = ("[itemprop=headline]", "h1", "h2")
    kicker: Selectors = ("[itemprop=alternativeHeadline]", "hgroup p", ".kicker", ".rutitr",
                         ".uptitle", ".up_title", ".rotitr", ".roo-titr")  # fmt: skip
    lead: Selectors = (".lead", ".introtext", ".subtitle", ".summary", "[itemprop=description]")
    body: Selectors = ("[itemprop=articleBody]", "article", "main")
    published: Selectors = ("[itemprop=datePublished]", "time")
    sections: Selectors = ("nav[aria-label=breadcrumb] a", ".breadcrumb a", ".breadcrumbs a",
                           "[itemtype*=BreadcrumbList] [itemprop=name]")  # fmt: skip
    tags: Selectors = ("a[rel=tag]", ".tags a")
    author: Selectors = ("[rel=author]", "[itemprop=author]", ".author")
    news_code: Selectors = (".news-code", ".news_code", ".item-code", ".news-id")

    def make_reference(self, url: str) -> ArticleReference | None:
        if (declared := super().make_reference(url)) is not None:
            return declared
        if (original := original_of(url)) != url:
            article = self.reference(original)
            # By the original's address: codes are a site's own, and an archive has many sites.
            return article and replace(article, key=article.url, url=_canonical(url), address=url)
        if self.is_ignored(url) or not self.is_article(url):
            return None
        code, canonical = _code(unquote(url_path(url))), _canonical(url)
        # That it is an album, the page tells: see GenericReader.images.
        return ArticleReference(code or canonical, code, canonical, url)

    def named_reference(self, url: str) -> ArticleReference | None:
        """Of short links, too: where they lead to, the answer tells."""
        if (found := self.reference(url)) is not None or self.is_ignored(url):
            return found
        path = unquote(url_path(url))
        query = urlsplit(url).query
        if is_elsewhere(path) or is_file(path) or not (path.strip("/") or query):
            return None
        address = _canonical(url) + (f"?{query}" if query else "")
        return ArticleReference(address, None, address, url)

    def names_articles(self, sitemap: str) -> bool | None:
        return True if _OF_NEWS.search(url_path(sitemap)) else None

    @classmethod
    def is_article(cls, url: str) -> bool:
        """Whether an address looks like an article's, whatever the site declares."""
        path = unquote(url_path(url))
        if is_elsewhere(path) or is_file(path) or _PAGE.search(path):
            return False
        rest, is_dated = after_day(path)
        parts = [_ENDING.sub("", part) for part in rest.split("/") if part]
        if not parts:
            return False
        if _code(path) or (is_dated and _WORD.search(rest)):
            return True
        words = len(_WORD.findall(parts[-1]))
        is_name = words >= cls.headline_words or _OPAQUE.match(parts[-1]) is not None
        return is_name and not _CATEGORY.match(path)

    def article_url(self, url: str) -> str:
        """As of every family, and of any other address too: the site may be asked for it."""
        reference = self.reference(url)
        return reference.url if reference else _canonical(url)

    def is_list(self, url: str) -> bool:
        if self.reference(url) is not None or self.is_ignored(url):
            return False
        if super().is_list(url):
            return True
        path = unquote(url_path(url))
        if is_elsewhere(path) or _ARCHIVE.search(path) or is_file(path):
            return False
        if after_day(path)[1]:  # there is no end of days
            return False
        return bool(_LIST.match(path))

    def is_feed(self, url: str) -> bool:
        return super().is_feed(url) or bool(_FEED.match(url_path(url)))

    def page_of(self, url: str) -> tuple[str, int | None]:
        match = _PAGE.search(url_path(url))
        if match is None or "?" in url:
            return super().page_of(url)
        return url_path(url)[: match.start()], int(match[1])


def original_of(url: str) -> str:
    """The address of a page of which an address is a copy in a web archive, else the address.

    >>> original_of("https://web.archive.org/web/20170118id_/http://a.ir/news/1")
    'http://a.ir/news/1'
    """
    copy = _COPY.match(url)
    return f"{copy[1] or 'http'}://{url[copy.end() :]}" if copy else url


def _canonical(url: str) -> str:
    """An address without query and final slash, percent-encoded in one way."""
    return origin(url) + one_spelling(url_path(url))


def is_elsewhere(path: str) -> bool:
    """Whether a path is that of a page with no articles, or below one."""
    return bool(_ELSEWHERE.search(path))


def after_day(path: str) -> tuple[str, bool]:
    """What of a path follows a year, month or day in it, and whether there is one."""
    day = _DAY.match(path)
    return (path[day.end() :], True) if day else (path, False)


def _code(path: str) -> str | None:
    """The longest number in a path that may be a news code: no year, no day, no number of a list.

    A year is one too that stands alone, as is a day with nothing behind it: «1402» is rather a list
    of a year than the article of that number.
    """
    rest = _CATEGORY.sub("", after_day(path)[0])
    found = (_CODE.search(_ENDING.sub("", part)) for part in rest.split("/"))
    longest = max((m[1] or m[2] or m[3] for m in found if m), key=len, default="")
    return plain_code(longest)


def is_file(path: str) -> bool:
    """Whether the last part of a path has the ending of a file that is no page."""
    last = path.rpartition("/")[2]
    is_named = re.search(r"\.[A-Za-z][A-Za-z0-9]{1,4}$", last) and not _SITE.search(last)
    return bool(is_named) and not _ENDING.search(last)
