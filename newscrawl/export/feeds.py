"""RSS and Atom."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import IO, Final
from urllib.parse import urljoin

from feedgen.feed import FeedGenerator

from newscrawl.export.formats import Options
from newscrawl.items import Article

#: What XML refuses, and what turns the direction of the text around it.
_UNSAFE: Final = re.compile(
    r"[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An entry of a feed."""

    #: Different from those of all others.
    id: str
    #: Where it leads.
    url: str
    title: str
    summary: str
    #: Content, as HTML.
    html: str
    #: ISO 8601 with offset, or aware.
    published: str | datetime | None
    updated: str | datetime | None
    author: str | None = None
    categories: tuple[str, ...] = ()


def write_feed(articles: Iterable[Article], file: IO[bytes], options: Options) -> int:
    """Write articles as a feed, in the given order, with their full text; returns their number."""
    return write_entries(map(_entry, articles), file, options.format, options.title)


def write_entries(entries: Iterable[FeedEntry], file: IO[bytes], format: str, title: str) -> int:
    """Write entries as a feed, in the given order; returns their number.

    Args:
        format: ``rss`` or ``atom``.
    """
    feed = FeedGenerator()
    count = 0
    home = None
    for entry in entries:
        home = home or urljoin(entry.url, "/")
        _add(feed, entry)
        count += 1
    feed.id(home or "urn:newscrawl")
    feed.title(title)
    feed.link(href=home or "urn:newscrawl", rel="alternate")
    feed.description(title)
    feed.language("fa")
    feed.generator("newscrawl")
    file.write(feed.atom_str() if format == "atom" else feed.rss_str())
    return count


def _add(feed: FeedGenerator, told: FeedEntry) -> None:
    entry = feed.add_entry(order="append")
    entry.id(told.id)
    entry.guid(told.id, permalink=told.id == told.url)
    entry.title(_safe(told.title))
    entry.link(href=told.url)
    entry.summary(_safe(told.summary))
    if told.published:
        entry.published(told.published)
    entry.updated(told.updated)
    if told.author:
        entry.author(name=_safe(told.author))
    for name in told.categories:
        entry.category(term=_safe(name))
    entry.content(f'<div dir="rtl">{_safe(told.html)}</div>', type="html")


def _entry(article: Article) -> FeedEntry:
    lines = (article.body or "").split("\n")
    return FeedEntry(
        id=article.url or "",
        url=article.url or "",
        title=article.title or "",
        summary=article.lead or lines[0],
        html="".join(f"<p>{escape(line)}</p>" for line in lines),
        published=article.published_at,
        updated=article.modified_at or article.published_at or article.fetched_at,
        author=article.author or article.agency,
        categories=(*article.sections, *article.tags),
    )


def _safe(text: str) -> str:
    return _UNSAFE.sub("", text)
