"""Storing and reading raw pages, in SQL, in the transaction of the connection given."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa
import zstandard

from newscrawl.database.schema import pages
from newscrawl.items import Article, Failure, RawPage

#: Higher ones cost a multiple of the time for a few per cent.
LEVEL = 3


def keep_pages(connection: sa.Connection, batch: Sequence[tuple[int, Article]]) -> None:
    """Store the pages of articles, by their ``id``, as those of their revisions."""
    rows = [
        _row(article, article.page, article.url, article.fetched_at)
        | {"article_id": id, "revision": article.revision}
        for id, article in batch
        if article.page is not None
    ]
    if rows:
        connection.execute(pages.insert(), rows)


def keep_unread(connection: sa.Connection, batch: Collection[Failure]) -> None:
    """Store the pages that could not be read, the last one of each address."""
    rows = {
        (failure.site, failure.url): _row(failure, failure.page, failure.url, failure.at)
        for failure in batch
        if failure.page is not None
    }
    for site, url in rows:
        forget_unread(connection, site, [url])
    if rows:
        connection.execute(pages.insert(), list(rows.values()))


def forget_unread(connection: sa.Connection, site: str, urls: Collection[str | None]) -> None:
    """Delete the pages that could not be read of articles that are stored by now."""
    connection.execute(
        pages.delete().where(
            pages.c.site == site, pages.c.article_id.is_(None), pages.c.item_url.in_(urls)
        )
    )


def raw_page(row: sa.RowMapping) -> RawPage:
    """The page of a row of the table."""
    names = ("url", "status", "headers", "encoding", "rules")
    return RawPage(
        **{name: row[name] for name in names},
        body=zstandard.ZstdDecompressor().decompress(row["body"]),
    )


def _row(item: Article | Failure, page: RawPage, url: str | None, at: str | None) -> dict[str, Any]:
    return {
        "site": item.site,
        "news_code": item.news_code,
        "article_id": None,
        "revision": None,
        "item_url": url,
        "url": page.url,
        "status": page.status,
        "headers": page.headers,
        "encoding": page.encoding,
        "body": zstandard.ZstdCompressor(LEVEL).compress(page.body),
        "size": len(page.body),
        "fetched_at": at,
        "rules": page.rules,
    }
