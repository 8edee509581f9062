"""Storing and reading raw pages, in SQL, in the transaction of the connection given."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
import zstandard

from newscrawl.database.dialect import Among
from newscrawl.database.schema import articles, pages
from newscrawl.database.selection import Selection
from newscrawl.items import Article, Failure, RawPage

#: zstd's level. Higher levels take several times as long and save a few per cent.
LEVEL = 3
#: How many pages are in memory at a time.
BATCH = 100
_INSERT = pages.insert()
_FORGET_UNREAD = pages.delete().where(
    pages.c.site == sa.bindparam("site"),
    pages.c.article_id.is_(None),
    Among(pages.c.item_url, "urls"),
)


def keep_pages(connection: sa.Connection, batch: Sequence[tuple[int, Article]]) -> None:
    """Store the pages of articles, given with their ``id``, for their current revisions."""
    compressor = zstandard.ZstdCompressor(LEVEL)
    rows = [
        _row(compressor, article, article.page, article.url, article.fetched_at)
        | {"article_id": id, "revision": article.revision}
        for id, article in batch
        if article.page is not None
    ]
    if rows:
        connection.execute(_INSERT, rows)


def keep_unread(connection: sa.Connection, batch: Collection[Failure]) -> None:
    """Store the pages of failures, only the last one of each address."""
    compressor = zstandard.ZstdCompressor(LEVEL)
    rows = {
        (failure.site, failure.url): _row(
            compressor, failure, failure.page, failure.url, failure.at
        )
        for failure in batch
        if failure.page is not None
    }
    for site, url in rows:
        forget_unread(connection, site, [url])
    if rows:
        connection.execute(_INSERT, list(rows.values()))


def forget_unread(connection: sa.Connection, site: str, urls: Collection[str | None]) -> None:
    """Delete the pages of failures whose articles are stored by now."""
    connection.execute(_FORGET_UNREAD, {"site": site, "urls": urls})


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A page of the archive."""

    id: int
    site: str
    #: ``None`` where the page could not be read.
    article_id: int | None
    revision: int | None
    item_url: str
    fetched_at: datetime
    page: RawPage


def select_pages(
    connection: sa.Connection, selection: Selection, *conditions: sa.ColumnElement[bool]
) -> Iterator[StoredPage]:
    """The pages of all revisions of the selected articles, oldest first.

    Pages that could not be read have no day, section and the like. They are selected only by site
    and news code.

    Args:
        conditions: more conditions on the pages.
    """
    query = sa.select(pages).where(_chosen(connection, selection), *conditions)
    # Not with yield_per, because the caller may write to the table meanwhile.
    after = 0
    query = query.order_by(pages.c.id).limit(BATCH)
    while rows := connection.execute(query.where(pages.c.id > after)).mappings().all():
        for row in rows:
            yield _stored(row)
        after = rows[-1]["id"]


def count_pages(
    connection: sa.Connection, selection: Selection, *conditions: sa.ColumnElement[bool]
) -> int:
    """How many pages :func:`select_pages` gives. It looks at each page, but not at its body."""
    query = sa.select(sa.func.count()).select_from(pages)
    return connection.scalar(query.where(_chosen(connection, selection), *conditions)) or 0


def count_pages_by_index(connection: sa.Connection, selection: Selection) -> int | None:
    """How many pages :func:`select_pages` gives, if an index alone tells that: ``None`` if the
    selection has filters other than the site."""
    if selection != Selection(site=selection.site):
        return None
    query = sa.select(sa.func.count()).select_from(pages)
    if selection.site is not None:
        query = query.where(pages.c.site == selection.site)
    return connection.scalar(query) or 0


def _chosen(connection: sa.Connection, selection: Selection) -> sa.ColumnElement[bool]:
    of_article = pages.c.article_id == articles.c.id
    chosen: sa.ColumnElement[bool] = sa.exists().where(
        of_article, *selection.conditions(connection.dialect.name)
    )
    if selection == Selection(site=selection.site, news_code=selection.news_code):
        chosen |= pages.c.article_id.is_(None)
    for name in ("site", "news_code"):  # the table has indexes on these
        if (value := getattr(selection, name)) is not None:
            chosen &= pages.c[name] == value
    return chosen


def _stored(row: sa.RowMapping) -> StoredPage:
    of_page = ("url", "status", "headers", "encoding", "rules")
    others = ("id", "site", "article_id", "revision", "item_url", "fetched_at")
    body = zstandard.ZstdDecompressor().decompress(row["body"])
    page = RawPage(**{name: row[name] for name in of_page}, body=body)
    return StoredPage(**{name: row[name] for name in others}, page=page)


def _row(
    compressor: zstandard.ZstdCompressor,
    item: Article | Failure,
    page: RawPage,
    url: str | None,
    at: str | None,
) -> dict[str, Any]:
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
        "body": compressor.compress(page.body),
        "size": len(page.body),
        "fetched_at": at,
        "rules": page.rules,
    }
