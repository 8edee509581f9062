"""``sitemap``: robots.txt, the sitemaps that it names, and those that they name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime

from lxml.etree import _Element as Element
from scrapy.http import Response, TextResponse
from scrapy.utils.gz import gunzip, gzip_magic_number
from scrapy.utils.sitemap import sitemap_urls_from_robots

from newscrawl.answers.errors import of_error
from newscrawl.answers.packed import is_cut
from newscrawl.answers.robots import READ
from newscrawl.cms import Family
from newscrawl.discovery import rss, xml
from newscrawl.extraction.charset import as_text
from newscrawl.persian.dates import DateError, parse_date
from newscrawl.urls import absolute

ROBOTS = "/robots.txt"
#: Where sitemaps are looked for that robots.txt does not name: the usual one, WordPress's plugins'
#: and its own.
USUAL = ("/sitemap.xml", "/sitemap_index.xml", "/wp-sitemap.xml")
_INDEX = "sitemapindex"
_ROOTS = frozenset(("urlset", _INDEX)) | rss.ROOTS
_ENTRIES = frozenset(("url", "sitemap"))
#: Earlier years are Jalali: there were no sitemaps.
FIRST_YEAR = 1900
_YEAR = re.compile(r"\d{4}")
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


class NotASitemap(ValueError):
    """The page is no sitemap; the message is the reason."""


@dataclass(slots=True)
class Entries:
    """What a sitemap names, as it stands there: addresses may be relative."""

    #: Addresses of pages.
    pages: list[str] = field(default_factory=list)
    #: Addresses of other sitemaps.
    sitemaps: list[str] = field(default_factory=list)
    #: The file is compressed, and breaks off.
    is_cut: bool = False
    #: It is of the latest news only, which other sitemaps name, too.
    is_of_news: bool = False


def start_paths(family: Family) -> tuple[str, ...]:
    """Paths to begin with."""
    return (ROBOTS,)


def named_by_robots(response: Response) -> list[str]:
    """Addresses of the sitemaps that a robots.txt names."""
    # Made absolute by us: Scrapy raises at an address like "http://[".
    named = sitemap_urls_from_robots(response.body[:READ])
    return [url for name in named if (url := absolute(response.url, name)) is not None]


def read(
    response: Response,
    max_size: int,
    *,
    since: datetime | None = None,
    sitemaps_since: datetime | None = None,
) -> Entries:
    """What a sitemap or an index of sitemaps names, gzipped or not, as far as it can be read. A
    sitemap may also be a feed, or a text of an address a line.

    Args:
        max_size: of what is compressed, in bytes.
        since: leave out what was last modified before this moment.
        sitemaps_since: leave out sitemaps that were. What has no ``lastmod``, or one that cannot be
            read, is never left out.

    Raises:
        NotASitemap: if the page is none.
    """
    body = response.body
    is_packed = gzip_magic_number(response)
    if is_packed:
        try:
            body = gunzip(body, max_size=max_size)
        except Exception as error:  # Scrapy's own for too large a file is private
            raise NotASitemap(f"no sitemap: {of_error(error, max_size).reason}") from error
    encoding = response.encoding if isinstance(response, TextResponse) else "utf-8"
    is_broken = is_packed and is_cut("gzip", response.body, max_size)
    try:
        entries = _entries(as_text(body, encoding), response.url, since, sitemaps_since)
    except NotASitemap:
        if not is_broken:
            raise
        entries = Entries()
    entries.is_cut = is_broken
    return entries


def _entries(
    text: str, url: str, since: datetime | None, sitemaps_since: datetime | None
) -> Entries:
    if pages := _lines(text):
        return Entries(pages=pages)
    root = xml.root_tag(text, _ROOTS)
    if root is None:
        other = xml.first_tag(text)
        raise NotASitemap(f"no sitemap, but <{other}>" if other else "no sitemap: no XML")
    name, start = root
    if name in rss.ROOTS:
        return Entries(pages=rss.of_entries(text, url))
    tree = xml.parse(text, start)
    entries = Entries(is_of_news="<news:news" in text)
    is_index = name == _INDEX
    limit = max((m for m in (since, sitemaps_since) if m), default=None) if is_index else since
    for loc, lastmod in _named(tree) if tree is not None else ():
        modified = _moment(lastmod)
        is_new = limit is None or modified is None or modified >= limit
        if is_new and absolute(url, loc) is not None:
            (entries.sitemaps if is_index else entries.pages).append(loc)
    return entries


def _named(root: Element) -> list[tuple[str, str]]:
    """The addresses that a sitemap names, each with its ``lastmod``, or an empty text."""
    found: list[dict[str, str]] = []
    for tag, element in xml.elements(root):
        if tag in _ENTRIES:
            found.append({})
        # A picture has a <loc>, too.
        elif tag in ("loc", "lastmod") and found and xml.name(element.getparent()) != "image":
            found[-1].setdefault(tag, (element.text or "").strip())
    return [(entry["loc"], entry.get("lastmod", "")) for entry in found if entry.get("loc")]


def _lines(text: str) -> list[str]:
    """The addresses of a sitemap that is a text, of which each line has to be one."""
    text = text.lstrip("\ufeff \t\r\n")
    if text[:4].lower() != "http":
        return []
    lines = [line.strip() for line in text.splitlines()]
    found = [line for line in lines if line]
    return found if all(map(_ADDRESS.fullmatch, found)) else []


def _moment(text: str) -> datetime | None:
    """
    >>> print(_moment("2021-07-13T19:08:00+04:30"), _moment("2021-07-13"), _moment("دیروز"))
    2021-07-13 19:08:00+04:30 2021-07-13 23:59:59+00:00 None
    >>> print(_moment("1400-04-22T19:08:00+04:30"), _moment("۱۴۰۰/۰۴/۲۲"))
    2021-07-13 19:08:00+04:30 2021-07-13 23:59:59+04:30
    """
    text = text.strip()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return _written(text)
    if moment.year < FIRST_YEAR:
        return _written(text)
    if len(text) <= 10:  # a day: whatever its end may be
        moment = moment.replace(hour=23, minute=59, second=59)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _written(text: str) -> datetime | None:
    """A date that is not in ISO 8601's calendar: plugins of Persian sites print Jalali ones."""
    # A phrase like «دیروز» or an hour alone is no date of a change.
    if not _YEAR.search(text):
        return None
    try:
        date = parse_date(text)
    except DateError:
        return None
    if date.precision == "day":
        return date.instant.replace(hour=23, minute=59, second=59)
    return date.instant
