"""Storing and reading raw pages, in SQL, in the transaction of the connection given."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
import zstandard

from newscrawl.database.cold.files import read_page
from newscrawl.database.cold.records import UnreadableError
from newscrawl.database.dialect import Among, is_shared
from newscrawl.database.schema import articles, cold_pages, pages
from newscrawl.database.selection import Selection
from newscrawl.items import Article, Failure, RawPage

#: zstd's level. Higher levels take several times as long and save a few per cent.
LEVEL = 3
#: How many pages are in memory at a time.
BATCH = 100
#: Where a page is in the cold files.
_PLACE: Final = ("file", "offset", "length")
_INSERT = pages.insert()
#: SQLite would give the ids of pages that were moved into cold files again.
_INSERT_ABOVE = pages.insert().values(
    id=sa.literal_column(
        "(SELECT max(coalesce((SELECT max(id) FROM pages), 0), "
        "coalesce((SELECT max(id) FROM cold_pages), 0)) + 1)"
    )
)
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
        _insert(connection, rows)


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
        _insert(connection, list(rows.values()))


def _insert(connection: sa.Connection, rows: list[dict[str, Any]]) -> None:
    connection.execute(_INSERT if is_shared(connection) else _INSERT_ABOVE, rows)


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
    connection: sa.Connection,
    selection: Selection,
    cold: Path,
    unreadable: Callable[[str], None],
    *conditions: Callable[[sa.Table], sa.ColumnElement[bool]],
) -> Iterator[StoredPage]:
    """The pages of all revisions of the selected articles, oldest first, also those that were moved
    into cold files.

    Pages that could not be read have no day, section and the like. They are selected only by site
    and news code.

    Args:
        cold: the folder of cold files: :func:`newscrawl.database.cold.place.cold_folder`.
        unreadable: is given one line for each page that is left out because its cold file is
            missing or damaged.
        conditions: more conditions on the pages: functions of the table, ``pages`` or
            ``cold_pages``.
    """

    def chosen(table: sa.Table, after: int) -> sa.Select[Any]:
        found: sa.ColumnElement[bool] = sa.exists().where(
            table.c.article_id == articles.c.id, *selection.conditions(connection.dialect.name)
        )
        if selection == Selection(site=selection.site, news_code=selection.news_code):
            found |= table.c.article_id.is_(None)
        query = sa.select(*_columns(table)).where(found, *(one(table) for one in conditions))
        for name in ("site", "news_code"):  # the table has indexes on these
            if (value := getattr(selection, name)) is not None:
                query = query.where(table.c[name] == value)
        part = query.where(table.c.id > after).order_by(table.c.id).limit(BATCH).subquery()
        return sa.select(part)

    # Not with yield_per, because the caller may write to the table meanwhile; and in one statement,
    # because a page that is moved between two would be in none of them, or in both.
    after = 0
    while True:
        query = sa.union_all(chosen(pages, after), chosen(cold_pages, after))
        query = query.order_by(query.selected_columns.id).limit(BATCH)
        rows = connection.execute(query).mappings().all()
        for row in rows:
            try:
                yield _stored(row, cold)
            except UnreadableError as error:
                unreadable(str(error))
        if not rows:
            return
        after = rows[-1]["id"]


def _columns(table: sa.Table) -> list[sa.ColumnElement[Any]]:
    """Those of both tables; of the other table's own ones nothing."""
    return [
        table.c[column.name]
        if column.name in table.c
        else sa.cast(sa.null(), column.type).label(column.name)
        for column in (*pages.columns, *(cold_pages.c[name] for name in _PLACE))
    ]


def _stored(row: sa.RowMapping, cold: Path) -> StoredPage:
    if row["file"] is None:
        headers = row["headers"]
        body = zstandard.ZstdDecompressor().decompress(row["body"])
    else:
        headers, body = read_page(cold, row["file"], row["offset"], row["length"], row["id"])
    of_page = {name: row[name] for name in ("url", "status", "encoding", "rules")}
    others = ("id", "site", "article_id", "revision", "item_url", "fetched_at")
    page = RawPage(**of_page, headers=headers, body=body)
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
