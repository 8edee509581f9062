"""A downloaded page, and the fields that stand on it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from lxml import etree
from lxml.etree import _Element as Element

from newscrawl.extraction.charset import decode
from newscrawl.extraction.floods import DEEPEST, without_depths, without_floods, without_the_rest
from newscrawl.extraction.whole import ends
from newscrawl.persian.dates import DateError, parse_date
from newscrawl.private import parse_html
from newscrawl.urls import ArticleReference

#: Without the table of all ids, which nobody reads: it takes a twelfth of the parse.
PARSER = partial(etree.HTMLParser, collect_ids=False)


class NotAnArticle(Exception):
    """A page holds no article. The message is the reason, for the table ``failures``."""

    def __init__(
        self,
        reason: str,
        *,
        is_missing: bool = False,
        is_transient: bool = False,
        kind: str | None = None,
    ) -> None:
        super().__init__(reason)
        #: Whether the site itself says that there is no such article.
        self.is_missing = is_missing
        #: Whether it passes by itself: a challenge, a site that is being repaired.
        self.is_transient = is_transient
        #: See :attr:`newscrawl.answers.NoPage.kind`.
        self.kind = kind


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
    #: The article that its address names, if that was worked out already.
    reference: ArticleReference | None = None
    #: Whether all of the source is in the document; see :mod:`.floods`.
    is_whole: bool = True
    #: Why its letters are not those that were written; see :func:`.charset.decode`.
    unreadable: str | None = None
    #: Whether elements are nested so deep that the parser left out what follows them.
    is_too_deep: bool = False

    @classmethod
    def of(
        cls,
        html: str | bytes,
        url: str,
        site_title: str | None = None,
        encoding: str = "utf-8",
        reference: ArticleReference | None = None,
    ) -> Page:
        """Parse a source. UTF-8 is parsed as it is: decoding takes half as long as parsing.

        Args:
            html: the source.
            url: see :attr:`url`.
            site_title: see :attr:`site_title`.
            encoding: which ``html`` is said to be in, if it is bytes; see :mod:`.charset`. What
                cannot be read is U+FFFD.
        """
        unreadable = None
        if isinstance(html, str):
            html = html.encode("utf-8", "surrogatepass")
        else:
            decoded = decode(html, encoding)
            html, unreadable = decoded.source, decoded.problem
        begin = without_the_rest(html)
        is_whole = len(begin) == len(html)
        html = without_floods(begin)
        # lxml.etree's parser, and not parsel's of lxml.html: its elements cost a fourth.
        document = parse_html(html, PARSER)
        is_too_deep = is_cut_off(document)
        if is_too_deep:
            document = parse_html(without_depths(html), PARSER)
            is_too_deep = is_cut_off(document)
        return cls(
            html,
            document,
            url,
            site_title,
            ends(html),
            reference,
            is_whole,
            unreadable,
            is_too_deep,
        )


def is_cut_off(document: Element) -> bool:
    """Whether the parser went as deep as it can, and left out what follows."""
    level = 1
    while len(document):
        document = document[-1]
        level += 1
    return level >= DEEPEST


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
    #: The language of the page, and of parts of it; see :mod:`.languages`.
    language: str | None = None
    parts: list[tuple[str, str]] = field(default_factory=list)
    #: The text goes on, on further pages.
    goes_on: bool = False

    def published_day(self) -> date | None:
        """The day of publication that the page names, in Tehran.

        Returns:
            ``None`` where it names none, or says only how long ago.
        """
        for written in (self.published_text, *self.published_machine):
            with suppress(DateError):
                return parse_date(written).instant.date()
        return None
