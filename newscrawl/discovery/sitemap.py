"""``sitemap``: robots.txt, the sitemaps that it names, and those that they name."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from lxml.etree import XMLSyntaxError
from scrapy.http import Response
from scrapy.utils.gz import gunzip, gzip_magic_number
from scrapy.utils.sitemap import Sitemap, sitemap_urls_from_robots

from newscrawl.cms import Family

ROBOTS = "/robots.txt"
#: Where a sitemap is looked for that robots.txt does not name.
USUAL = "/sitemap.xml"


class NotASitemap(ValueError):
    """The page is no sitemap; the message is the reason."""


@dataclass(slots=True)
class Entries:
    """What a sitemap names."""

    #: Addresses of pages.
    pages: list[str] = field(default_factory=list)
    #: Addresses of other sitemaps.
    sitemaps: list[str] = field(default_factory=list)


def start_paths(family: Family) -> tuple[str, ...]:
    """Paths to begin with."""
    return (ROBOTS,)


def named_by_robots(response: Response) -> list[str]:
    """Addresses of the sitemaps that a robots.txt names, else of the usual one."""
    found = list(sitemap_urls_from_robots(response.body, base_url=response.url))
    return found or [response.urljoin(USUAL)]


def read(
    response: Response,
    max_size: int,
    *,
    since: datetime | None = None,
    sitemaps_since: datetime | None = None,
) -> Entries:
    """What a sitemap or an index of sitemaps names, gzipped or not, as far as it can be read.

    Args:
        max_size: of what is compressed, in bytes.
        since: leave out what was last modified before this moment.
        sitemaps_since: leave out sitemaps that were. What has no ``lastmod``, or one that cannot be
            read, is never left out.

    Raises:
        NotASitemap: if the page is none.
    """
    body = response.body
    try:
        if gzip_magic_number(response):
            body = gunzip(body, max_size=max_size)
        sitemap = Sitemap(body.lstrip())
    except (XMLSyntaxError, StopIteration, OSError, EOFError) as error:
        raise NotASitemap(f"no sitemap: {' '.join(str(error).split()) or 'empty'}") from error
    except Exception as error:  # Scrapy's own for too large a file is private
        raise NotASitemap(f"no sitemap: {type(error).__name__}") from error
    if sitemap.type not in ("urlset", "sitemapindex"):
        raise NotASitemap(f"no sitemap, but <{sitemap.type}>")
    is_index = sitemap.type == "sitemapindex"
    limit = max((m for m in (since, sitemaps_since) if m), default=None) if is_index else since
    entries = Entries()
    found = entries.sitemaps if is_index else entries.pages
    for entry in sitemap:
        modified = _moment(entry.get("lastmod", ""))
        if limit is None or modified is None or modified >= limit:
            found.append(entry["loc"])
    return entries


def _moment(text: str) -> datetime | None:
    """
    >>> print(_moment("2021-07-13T19:08:00+04:30"), _moment("2021-07-13"), _moment("دیروز"))
    2021-07-13 19:08:00+04:30 2021-07-13 23:59:59+00:00 None
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if len(text) <= 10:  # a day: whatever its end may be
        moment = moment.replace(hour=23, minute=59, second=59)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
