"""Copying an archive from one database to another, and seeing that the copy is the same.

Tables are gone through in blocks, in the order of their primary keys. A block that is not the same
in the target is replaced by the source's, in one transaction: so a copy that was interrupted goes
on where it was, and one that is made again brings over what changed. Memory does not grow with the
archive.
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
from newscrawl.database.fleet import live
from newscrawl.database.schema import articles, crawls, metadata, paces, to_json

#: Rows in memory at a time, of each side.
BLOCK = 500
#: In this order: the crawls say whose copy it is. The pace of a site goes by its database's clock.
TABLES = [crawls, *(t for t in metadata.tables.values() if t not in (crawls, paces))]
#: Told how many more rows were dealt with.
Advance = Callable[[int], None]
Rows = Sequence[sa.Row[Any]]


@dataclass(frozen=True, slots=True)
class Digest:
    """A table, in short."""

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
    """
    Raises:
        DatabaseError: if copying would overwrite something that did not come from the source.
    """
    if is_shared(target):
        running = sa.select(crawls.c.spider).where(live(clock(target), lease_seconds)).limit(1)
        if (site := target.scalar(running)) is not None:
            raise DatabaseError(f"a crawl of {site} is running on the target")
    for table, names in ((crawls, ("run", "spider", "started_at")), (articles, ("id", "site"))):
        columns = [table.c[name] for name in names]
        # Every crawl, and the first article: what is of a copy is of the source.
        query = sa.select(*columns).order_by(columns[0])
        for row in target.execute(query if table is crawls else query.limit(1)):
            same = sa.select(*columns).where(columns[0] == row[0])
            if source.execute(same).first() != row:
                what = f"{'crawl' if table is crawls else 'article'} {row[0]}"
                raise DatabaseError(
                    f"the target holds an archive of its own: its {what} is not the source's; "
                    "take an empty database"
                )


def copy(source: sa.Engine, target: sa.Engine, advance: Advance) -> None:
    """Make all tables of the target the same as the source's are now."""
    with snapshot(source) as reading:
        for table in TABLES:
            for after, until, rows in _blocks(reading, table):
                with target.begin() as writing:
                    _copy_block(writing, table, after, until, rows)
                advance(len(rows))
    if is_shared(target):
        with target.begin() as writing:
            for table in TABLES:
                _set_sequence(writing, table)


def digest(engine: sa.Engine, table: sa.Table, advance: Advance) -> Digest:
    """Count and hash the rows of a table. Databases that hold the same say the same."""
    rows, total = 0, hashlib.sha256()
    with snapshot(engine) as connection:
        for _, _, block in _blocks(connection, table):
            for row in block:
                total.update(_canonical(row).encode() + b"\n")
            rows += len(block)
            advance(len(block))
    return Digest(rows, total.hexdigest())


def _blocks(connection: sa.Connection, table: sa.Table) -> Iterator[tuple[Any, Any, Rows]]:
    """Blocks of rows: the key before the first, that of the last, and the rows.

    The last block has ``None`` for its end, and may be empty.
    """
    after = None
    while True:
        query = _range(connection, table, after, None).limit(BLOCK)
        rows = connection.execute(query).all()
        until = _key(table, rows[-1]) if len(rows) == BLOCK else None
        yield after, until, rows
        if until is None:
            return
        after = until


def _copy_block(
    connection: sa.Connection, table: sa.Table, after: Any, until: Any, rows: Rows
) -> None:
    present = connection.execute(_range(connection, table, after, until).limit(BLOCK + 1)).all()
    if [_canonical(row) for row in present] == [_canonical(row) for row in rows]:
        return
    if present:
        if table is articles:
            search.remove(connection, [row.id for row in present])
        connection.execute(table.delete().where(*_bounds(connection, table, after, until)))
    if rows:
        connection.execute(table.insert(), [dict(row._mapping) for row in rows])
        if table is articles:
            search.add_rows(connection, [dict(row._mapping) for row in rows])


def _range(connection: sa.Connection, table: sa.Table, after: Any, until: Any) -> sa.Select[Any]:
    return (
        sa.select(table)
        .where(*_bounds(connection, table, after, until))
        .order_by(*_key_columns(connection, table))
    )


def _bounds(
    connection: sa.Connection, table: sa.Table, after: Any, until: Any
) -> list[sa.ColumnElement[bool]]:
    key = sa.tuple_(*_key_columns(connection, table))
    types = [column.type for column in table.primary_key]
    bounds = []
    if after is not None:
        bounds.append(key > sa.tuple_(*after, types=types))
    if until is not None:
        bounds.append(key <= sa.tuple_(*until, types=types))
    return bounds


def _key_columns(connection: sa.Connection, table: sa.Table) -> list[sa.ColumnElement[Any]]:
    """The primary key, in an order that all databases have in common: that of UTF-8."""
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
    """Let the next row have the next number."""
    (column, *others) = table.primary_key
    if others or not isinstance(column.type, sa.Integer):
        return
    query = sa.text("SELECT pg_get_serial_sequence(:table, :column)")
    sequence = connection.scalar(query, {"table": table.name, "column": column.name})
    highest = connection.scalar(sa.select(sa.func.max(column)))
    if sequence is not None:
        connection.execute(
            sa.text("SELECT setval(:sequence, :value, :is_used)"),
            {"sequence": sequence, "value": highest or 1, "is_used": highest is not None},
        )
