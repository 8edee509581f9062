"""Copying an archive from one database to another, and verifying the copy.

Tables are copied in blocks, in the order of their primary keys. A block that differs in the target
is replaced in one transaction. So an interrupted copy continues where it stopped, and copying again
brings the changes. Memory does not grow with the archive.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from newscrawl.database import search
from newscrawl.database.dialect import clock, is_shared, snapshot
from newscrawl.database.engine import DatabaseError
from newscrawl.database.heartbeat import live
from newscrawl.database.schema import (
    articles,
    cold_pages,
    crawl_days,
    crawls,
    data_steps,
    metadata,
    paces,
    pages,
    revisions,
)
from newscrawl.database.tombstones import buried
from newscrawl.database.types import to_json

#: Rows in memory at a time, of each side.
BLOCK = 500
#: Crawls first, because they show whose copy it is. ``paces`` depend on their database's clock, and
#: ``data_steps`` are about the database itself.
TABLES = [crawls, *(t for t in metadata.tables.values() if t not in (crawls, paces, data_steps))]
#: Called with the number of rows that were processed since the last call.
Advance = Callable[[int], None]
Rows = Sequence[sa.Row[Any]]


@dataclass(frozen=True, slots=True)
class Digest:
    """Row count and hash of a table."""

    rows: int
    #: SHA-256 over all rows, in hexadecimal.
    sha256: str


def count(connection: sa.Connection) -> dict[str, int]:
    """How many rows each table has."""
    return {
        table.name: connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
        for table in TABLES
    }


def check_target(source: sa.Connection, target: sa.Connection, lease_seconds: float) -> None:
    """Check that a database is empty or a copy of the source.

    Raises:
        DatabaseError: if copying would overwrite something that did not come from the source.
    """
    if is_shared(target):
        running = sa.select(crawls.c.spider).where(live(clock(target), lease_seconds)).limit(1)
        if (site := target.scalar(running)) is not None:
            raise DatabaseError(f"a crawl of {site} is running on the target")
    for row in target.execute(sa.select(*_OF_CRAWL).order_by(crawls.c.run)):
        same = source.execute(sa.select(*_OF_CRAWL).where(crawls.c.run == row.run)).first()
        if same != row and not (same is None and _was_pruned(source, row)):
            raise _own_archive(f"crawl {row.run}")
    # The first article of a copy is the source's; others may have been taken down there since.
    for row in target.execute(sa.select(*_OF_ARTICLE).order_by(articles.c.id).limit(BLOCK)):
        site = source.scalar(sa.select(articles.c.site).where(articles.c.id == row.id))
        if site == row.site:
            return
        keys = {key for key in (row.news_code, row.url) if key}
        if site is not None or not buried(source, row.site, keys):
            raise _own_archive(f"article {row.id}")


_OF_CRAWL = [crawls.c[name] for name in ("run", "spider", "started_at")]
_OF_ARTICLE = [articles.c[name] for name in ("id", "site", "news_code", "url")]


def _was_pruned(source: sa.Connection, crawl: sa.Row[Any]) -> bool:
    """Whether a source has summed up the crawls of the day of one that it does not have."""
    query = sa.select(crawl_days.c.day).where(
        crawl_days.c.spider == crawl.spider, crawl_days.c.day == crawl.started_at.date().isoformat()
    )
    return source.scalar(query) is not None


def _own_archive(what: str) -> DatabaseError:
    return DatabaseError(
        f"the target holds an archive of its own: its {what} is not the source's; "
        "take an empty database"
    )


def copy(source: sa.Engine, target: sa.Engine, advance: Advance) -> None:
    """Make all tables of the target equal to those of the source."""
    with snapshot(source) as reading:
        for table in TABLES:
            for after, until, rows in blocks(reading, table):
                with target.begin() as writing:
                    replace_rows(writing, table, bounds(writing, table, after, until), rows)
                advance(len(rows))
    if is_shared(target):
        with target.begin() as writing:
            for table in TABLES:
                _set_sequence(writing, table)


def digest(engine: sa.Engine, table: sa.Table, advance: Advance) -> Digest:
    """Count and hash the rows of a table. Databases with the same content give the same digest."""
    rows, total = 0, hashlib.sha256()
    with snapshot(engine) as connection:
        for _, _, block in blocks(connection, table):
            for row in block:
                total.update(_canonical(row).encode() + b"\n")
            rows += len(block)
            advance(len(block))
    return Digest(rows, total.hexdigest())


def blocks(
    connection: sa.Connection, table: sa.Table, after: Any = None
) -> Iterator[tuple[Any, Any, Rows]]:
    """Blocks of rows: the key before the first row, the key of the last row, and the rows.

    The last block has ``None`` as its end, and may be empty.

    Args:
        after: begin after the row with this key.
    """
    while True:
        query = sa.select(table).where(*bounds(connection, table, after, None))
        rows = connection.execute(_ordered(connection, table, query).limit(BLOCK)).all()
        until = _key(table, rows[-1]) if len(rows) == BLOCK else None
        yield after, until, rows
        if until is None:
            return
        after = until


def replace_rows(
    connection: sa.Connection, table: sa.Table, where: Sequence[sa.ColumnElement[bool]], rows: Rows
) -> None:
    """Make the rows of a table that meet some conditions equal to given ones, in their order."""
    query = _ordered(connection, table, sa.select(table).where(*where))
    present = connection.execute(query.limit(len(rows) + 1)).all()
    if [_canonical(row) for row in present] == [_canonical(row) for row in rows]:
        return
    if present:
        if table is articles:
            keys = connection.scalars(sa.select(articles.c.id).where(*where)).all()
            for start in range(0, len(keys), BLOCK):
                search.remove(connection, keys[start : start + BLOCK])
        connection.execute(table.delete().where(*where))
    if rows:
        _make_room(connection, table, rows)
        connection.execute(table.insert(), [dict(row._mapping) for row in rows])
        if table is articles:
            search.add_rows(connection, [dict(row._mapping) for row in rows])


def _make_room(connection: sa.Connection, table: sa.Table, rows: Rows) -> None:
    """Delete rows of other blocks that have the numbers of these: an earlier revision came in
    between, and those behind it got the next ones. Their own block brings them back."""
    if table not in (revisions, pages, cold_pages):
        return
    of_version = (table.c.article_id == sa.bindparam("of")) & (
        table.c.revision == sa.bindparam("number")
    )
    versions = [
        {"of": row.article_id, "number": row.revision} for row in rows if row.article_id is not None
    ]
    if versions:
        connection.execute(table.delete().where(of_version), versions)


def bounds(
    connection: sa.Connection, table: sa.Table, after: Any, until: Any
) -> list[sa.ColumnElement[bool]]:
    """The conditions that a key is between two others; ``None`` leaves one out."""
    key = sa.tuple_(*_key_columns(connection, table))
    types = [column.type for column in table.primary_key]
    found = []
    if after is not None:
        found.append(key > sa.tuple_(*after, types=types))
    if until is not None:
        found.append(key <= sa.tuple_(*until, types=types))
    return found


def _ordered(connection: sa.Connection, table: sa.Table, query: sa.Select[Any]) -> sa.Select[Any]:
    return query.order_by(*_key_columns(connection, table))


def _key_columns(connection: sa.Connection, table: sa.Table) -> list[sa.ColumnElement[Any]]:
    """The primary key, ordered by UTF-8 on every database."""
    return [
        sa.collate(column, "C")
        if is_shared(connection) and isinstance(column.type, sa.Text | sa.types.TypeDecorator)
        else column
        for column in table.primary_key
    ]


def _key(table: sa.Table, row: sa.Row[Any]) -> tuple[Any, ...]:
    return tuple(row._mapping[column.name] for column in table.primary_key)


def _canonical(row: sa.Row[Any]) -> str:
    # Through to_json, which replaces what could not be stored.
    values = json.loads(to_json([_plain(value) for value in row]))
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return value.hex() if isinstance(value, bytes) else value


def _set_sequence(connection: sa.Connection, table: sa.Table) -> None:
    """Let the sequence of a table continue after its highest number."""
    (column, *others) = table.primary_key
    if others or not isinstance(column.type, sa.Integer):
        return
    query = sa.text("SELECT pg_get_serial_sequence(:table, :column)")
    sequence = connection.scalar(query, {"table": table.name, "column": column.name})
    highest = connection.scalar(sa.select(sa.func.max(column)))
    if table is pages:  # those in cold files keep their ids
        cold = connection.scalar(sa.select(sa.func.max(cold_pages.c.id)))
        highest = max((one for one in (highest, cold) if one is not None), default=None)
    if sequence is not None:
        connection.execute(
            sa.text("SELECT setval(:sequence, :value, :is_used)"),
            {"sequence": sequence, "value": highest or 1, "is_used": highest is not None},
        )
