"""Filling and rebuilding the full-text index, as steps in batches.

On PostgreSQL documents are replaced in place. On SQLite a row can only be removed from the index by
the words that were indexed, which nobody knows after edits by hand. So a second table is filled
there, and takes the place of the first one at the end. Meanwhile the writer keeps both up, and
searches use the first one, which is complete.
"""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa

from newscrawl.database import search
from newscrawl.database.schema import articles, data_steps
from newscrawl.database.search.names import CLEAN, FILL, REBUILD


def start_filling(connection: sa.Connection) -> None:
    """Start to fill the index if it is empty and there are articles."""
    if not search.database_of(connection).is_empty(connection):
        return
    if connection.scalar(sa.select(articles.c.id).limit(1)) is not None:
        start(connection, FILL)


def start_rebuilding(connection: sa.Connection) -> None:
    """Start to rebuild the index, unless that was started already."""
    running = sa.select(data_steps.c.name).where(data_steps.c.name.in_((FILL, REBUILD)))
    if connection.scalar(running) is not None:
        return
    database = search.database_of(connection)
    if not database.exists(connection):
        database.create(connection)
        start(connection, FILL)
    else:
        database.create_second(connection)
        start(connection, REBUILD)


def start(connection: sa.Connection, name: str) -> None:
    """Add a step to the unfinished ones."""
    connection.execute(data_steps.insert().values(name=name, position=0))


def missing_share(connection: sa.Connection) -> float | None:
    """The share of the articles that the index does not have yet; ``None`` if it has all."""
    position: int | None = connection.scalar(
        sa.select(data_steps.c.position).where(data_steps.c.name == FILL)
    )
    if position is None:
        return None
    highest: int = connection.scalar(sa.select(sa.func.max(articles.c.id))) or 0
    return 1 - min(position / max(highest, 1), 1.0)


def fill(connection: sa.Connection, position: int, size: int) -> int | None:
    """Index the next articles in the first table."""
    return _index(connection, position, size, search.database_of(connection).fill)


def rebuild(connection: sa.Connection, position: int, size: int) -> int | None:
    """Index the next articles in the second table, and put it in place after the last one."""
    database = search.database_of(connection)
    reached = _index(connection, position, size, database.fill_second)
    if reached is None and database.replace(connection):
        start(connection, CLEAN)
    return reached


def clean(connection: sa.Connection, position: int, size: int) -> int | None:
    """Delete the next part of the former index."""
    return position if search.database_of(connection).delete_part(connection, size) else None


def _index(
    connection: sa.Connection,
    position: int,
    size: int,
    index: Callable[[sa.Connection, list[dict[str, object]], int, int | None], None],
) -> int | None:
    query = search.texts().where(articles.c.id > position).order_by(articles.c.id).limit(size)
    rows = connection.execute(query).mappings().all()
    # Fewer than wanted: that was all, and nobody adds more before the commit. To look again later
    # would not end beside a writer who always has something new.
    reached: int | None = rows[-1]["id"] if len(rows) == size else None
    index(connection, [search.row_of(row["id"], dict(row)) for row in rows], position, reached)
    return reached
