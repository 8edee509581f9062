"""RSS and Atom."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import IO
from urllib.parse import urljoin

from feedgen.feed import FeedGenerator

from newscrawl.export.formats import Options
from newscrawl.items import Article


def write_feed(articles: Iterable[Article], file: IO[bytes], options: Options) -> int:
    """Write articles as a feed, in the given order, with their full text; returns their number."""
    feed = FeedGenerator()
    count = 0
    home = None
    for article in articles:
        home = home or urljoin(article.url or "", "/")
        _add(feed, article)
        count += 1
    feed.id(home or "urn:newscrawl")
    feed.title(options.title)
    feed.link(href=home or "urn:newscrawl", rel="alternate")
    feed.description(options.title)
    feed.language("fa")
    feed.generator("newscrawl")
    file.write(feed.atom_str() if options.format == "atom" else feed.rss_str())
    return count


def _add(feed: FeedGenerator, article: Article) -> None:
    entry = feed.add_entry(order="append")
    entry.id(article.url)
    entry.guid(article.url, permalink=True)
    entry.title(article.title)
    entry.link(href=article.url)
    entry.summary(article.lead or (article.body or "").partition("\n")[0])
    if article.published_at:
        entry.published(article.published_at)
    entry.updated(article.modified_at or article.published_at or article.fetched_at)
    if author := article.author or article.agency:
        entry.author(name=author)
    for name in (*article.sections, *article.tags):
        entry.category(term=name)
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in (article.body or "").split("\n"))
    entry.content(f'<div dir="rtl">{paragraphs}</div>', type="html")
