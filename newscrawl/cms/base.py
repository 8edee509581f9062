"""What every CMS family has in common: the addresses of a site and the fields of a page."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar
from urllib.parse import parse_qs, urljoin, urlsplit

from lxml.etree import HTMLParser
from lxml.etree import _Element as Element
from parsel.selector import create_root_node

from newscrawl.persian.dates import DateError, parse_date

Rules = tuple[str, ...]
_CLOSED = re.compile(
    rb"</(?:html|body)\s*>|</(?:article|div|section|table|td)\s*>\s*(?:<[^>]*)?\Z", re.IGNORECASE
)
_ORIGIN = re.compile(r"https?://[^/?#\s]+")
#: A path from the root, in which nothing is to be resolved, and no part is empty.
_SIMPLE = re.compile(r"(?:/(?![/.])[^\s/;?#]*)+(?:\?[^\s;?#]+)?(?:#[^\s#]+)?")


class NotAnArticle(Exception):
    """The page holds no article; the message is the reason, for the table ``failures``."""

    def __init__(self, reason: str, *, is_missing: bool = False) -> None:
        super().__init__(reason)
        #: The site itself says that there is no such article.
        self.is_missing = is_missing


@dataclass(frozen=True, slots=True)
class Page:
    """A downloaded page and what is known of it before reading it."""

    #: In UTF-8.
    source: bytes
    document: Element
    #: Address on the site itself, also when a mirror was crawled.
    url: str
    #: The site's own Persian name, if known: it is part of no article.
    site_title: str | None = None
    #: Whether the source ends as pages and their parts do, and not in the middle of a text.
    is_closed: bool = True

    @classmethod
    def of(
        cls, html: str | bytes, url: str, site_title: str | None = None, encoding: str = "utf-8"
    ) -> Page:
        """The page of a source. UTF-8 is parsed as it is: decoding takes half as long as parsing.

        Args:
            encoding: of ``html``, if it is bytes; what is not of it is read as U+FFFD.
        """
        if encoding != "utf-8" and isinstance(html, bytes):
            html = html.decode(encoding, "replace")
        if isinstance(html, str):
            html = html.encode("utf-8", "surrogatepass")
        # lxml.etree's parser, and not parsel's of lxml.html: its elements cost a fourth.
        document = create_root_node("", HTMLParser, body=html, encoding="utf-8")
        # Nearly always it ends so, and the whole need not be searched.
        is_closed = bool(_CLOSED.search(html, max(0, len(html) - 100)) or _CLOSED.search(html))
        return cls(html, document, url, site_title, is_closed)


@dataclass(slots=True)
class RawArticle:
    """The fields of a page as they stand there, before any normalization."""

    news_code: str | None = None
    title: str | None = None
    kicker: str | None = None
    lead: str | None = None
    body: list[str] = field(default_factory=list)
    agency: str | None = None
    author: str | None = None
    #: The date as written for readers.
    published_text: str | None = None
    #: Dates written for machines (meta elements, JSON-LD, ``<time datetime>``), best first.
    published_machine: list[str] = field(default_factory=list)
    modified_machine: list[str] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    images: list[dict[str, str | None]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def published_day(self) -> date | None:
        """The day that the page names, in Tehran; ``None`` where it names none or says only how
        long ago."""
        for written in (self.published_text, *self.published_machine):
            with suppress(DateError):
                return parse_date(written).instant.date()
        return None


@dataclass(frozen=True, slots=True)
class Until:
    """Rules for what was published up to a day, that day included."""

    until: date
    family: Family


@dataclass(frozen=True)
class Family:
    """Addresses and selectors of one CMS.

    The fields are tuples of CSS selectors, tried in order: the first that finds text near the
    article wins. A site that differs from its family overrides them:
    ``family = IranSamaneh(lead=(".my-lead",))``.
    """

    name: ClassVar[str]
    #: Path of an article, with the groups ``kind`` and ``code``.
    article_path: ClassVar[re.Pattern[str]]
    #: The path kept of all of them, with ``{kind}`` and ``{code}``.
    canonical_path: ClassVar[str]
    #: Path of a page that lists articles.
    list_path: ClassVar[re.Pattern[str]]
    #: Query parameters that count the pages of a list.
    page_parameters: ClassVar[Rules]
    #: Any page may hold an article; its address does not tell.
    is_open: ClassVar[bool] = False
    #: Paths of feeds that every site of the family has.
    feeds: ClassVar[Rules] = ()
    #: Paths of pages that link to the feeds of a site.
    feed_indexes: ClassVar[Rules] = ()
    #: Path of a feed that such a page links to.
    feed_path: ClassVar[re.Pattern[str]]
    #: Path of an article of which no more than the code is known, with ``{code}``.
    code_path: ClassVar[str | None] = None
    #: Path and query of a page of the archive of one Jalali day, with ``{year}``, ``{month}``,
    #: ``{day}`` and ``{page}``, which counts from 1.
    archive_path: ClassVar[str | None] = None

    title: Rules = ()
    kicker: Rules = ()
    lead: Rules = ()
    body: Rules = ()
    news_code: Rules = ()
    published: Rules = ()
    sections: Rules = ()
    tags: Rules = ()
    author: Rules = ()
    #: What an error page that answers 200 shows.
    missing: Rules = ()

    #: Rules that held before, the oldest first: pages of then often still look as they did.
    older: tuple[Until, ...] = ()

    def code_in(self, url: str) -> str | None:
        """The news code that an article's address names, ``None`` for any other address."""
        match = self.article_path.match(url_path(url))
        return match["code"] if match else None

    def key(self, url: str) -> str | None:
        """What tells an article's address from all others of its site: its news code, or the
        canonical address where addresses have none. ``None`` if it is no article's address.

        Args:
            url: on the site itself, see :meth:`newscrawl.addresses.Addresses.to_site`.
        """
        return self.code_in(url)

    def article_url(self, url: str) -> str:
        """The one address of the article behind its many spellings: no slug, no query.

        Raises:
            ValueError: if the address is no article's.
        """
        match = self.article_path.match(url_path(url))
        if not match:
            raise ValueError(f"not the address of an article: {url}")
        path = self.canonical_path.format(kind=match["kind"] or "news", code=match["code"])
        return origin(url) + path

    def is_album(self, url: str) -> bool:
        """Whether an address is that of pictures or a film, which need no text."""
        match = self.article_path.match(url_path(url))
        return match is not None and match["kind"] not in (None, "news")

    def is_list(self, url: str) -> bool:
        """Whether an address is that of a page that lists articles."""
        return bool(self.list_path.match(url_path(url)))

    def page_of(self, url: str) -> tuple[str, int | None]:
        """Path of a list and which of its pages an address is, ``None`` for one without number.

        A query with anything but the number is no list of ours: calendars and searches never end.
        Such an address is page 0.
        """
        parts = urlsplit(url)
        path = parts.path.rstrip("/")
        if not parts.query:
            return path, None
        query = parse_qs(parts.query, keep_blank_values=True)
        numbers = [n for name in self.page_parameters for n in query.get(name, ())]
        number = numbers[0] if len(query) == len(numbers) == 1 else ""
        return path, int(number) if number.isdecimal() and len(number) < 7 else 0

    def read(self, page: Page) -> RawArticle:
        """The fields of an article page, by the rules of the time when it was published.

        Raises:
            NotAnArticle: if the page is an error page, or no headline or no text is found.
        """
        try:
            raw = self.read_by_own_rules(page)
        except NotAnArticle as error:
            for old in () if error.is_missing else self.older:
                with suppress(NotAnArticle):
                    raw = old.family.read_by_own_rules(page)
                    day = raw.published_day()
                    if day is None or day <= old.until:
                        return raw
            raise
        day = raw.published_day() if self.older else None
        for old in self.older:
            if day is not None and day <= old.until:
                with suppress(NotAnArticle):
                    return old.family.read_by_own_rules(page)
        return raw

    def read_by_own_rules(self, page: Page) -> RawArticle:
        """See :meth:`read`; without those of :attr:`older`."""
        from newscrawl.cms.reader import Reader

        return Reader(self, page).article()


def url_path(url: str) -> str:
    """The path of an absolute address, as :func:`urllib.parse.urlsplit` has it, but at once: it is
    asked for every link of every page.

    >>> url_path("https://a.ir/fa/news/1?p=2#c"), url_path("https://a.ir"), url_path("/fa#c?d")
    ('/fa/news/1', '', '/fa')
    """
    url = url.partition("#")[0].partition("?")[0]
    start = url.find("//")
    if start < 0:
        return url
    start = url.find("/", start + 2)
    return url[start:] if start > 0 else ""


def origin(url: str) -> str:
    """Scheme and host of an absolute address.

    >>> origin("https://a.ir/fa/?p=2"), origin("https://a.ir")
    ('https://a.ir', 'https://a.ir')
    """
    end = url.find("/", url.find("//") + 2)
    return url[:end] if end > 0 else url


def absolute(base: str, href: str) -> str | None:
    """An address made absolute; ``None`` where it is malformed or not of http(s).

    >>> absolute("https://a.ir/fa/", "../x"), absolute("https://a.ir", "javascript:void(0)")
    ('https://a.ir/x', None)
    """
    href = href.strip()
    if _SIMPLE.fullmatch(href) and href.isprintable() and (origin := _ORIGIN.match(base)):
        return origin[0] + href  # what urljoin() comes to, at a tenth of its cost
    try:
        url = urljoin(base, href)
        return url if urlsplit(url).scheme in {"http", "https"} else None
    except ValueError:
        return None
