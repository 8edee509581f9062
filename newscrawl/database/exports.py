"""How far each named export has come."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from newscrawl.database.dialect import insert, is_shared
from newscrawl.database.engine import DatabaseError, in_one_line, open_engine, shown
from newscrawl.database.schema import exports
from newscrawl.database.selection import Position, position

Place = TypeVar("Place")


def last(connection: sa.Connection, name: str) -> sa.RowMapping | None:
    """The last export of a name, ``None`` if there was none."""
    query = sa.select(exports).where(exports.c.name == name)
    return connection.execute(query).mappings().first()


def settled_position(url: str) -> Position | None:
    """The position of a shared archive up to which all rows are committed, see :func:`settled`.

    What is stored between this call and the export is exported twice, and nothing is lost.
    """
    return settled(url, position)


def settled(url: str, read: Callable[[sa.Connection], Place]) -> Place | None:
    """A position in a shared archive up to which all rows are committed.

    On a shared archive ids are assigned before they are committed: a crawl may commit 102 while
    another one still holds 101. Who goes on from a position has to start before such ids.

    Args:
        read: reads the position, of tables that are only written together with articles.

    Returns:
        ``None`` for SQLite: it has one writer at a time, so that all ids below a visible one are
        committed.

    Raises:
        DatabaseError: if the database cannot be opened or read.
    """
    engine = open_engine(url)
    try:
        if not is_shared(engine):
            return None
        with engine.begin() as connection:
            wait_for_writers(connection)
            return read(connection)
    except SQLAlchemyError as error:
        raise DatabaseError(f"cannot read {shown(url)}: {in_one_line(error)}") from error
    finally:
        engine.dispose()


def wait_for_writers(connection: sa.Connection) -> None:
    """Wait for the transactions that are writing articles to a shared archive; others wait until
    this one is over. All ids below a visible one are committed then."""
    connection.exec_driver_sql("LOCK TABLE articles, revisions IN SHARE MODE")


def remember(
    url: str, name: str, selection: Mapping[str, Any], position: Position, articles: int
) -> None:
    """Store that an export is complete.

    Call it when the file is in place. An export that was killed before is made again.

    Raises:
        DatabaseError: if the database cannot be written.
    """
    engine = open_engine(url)
    values = {
        "selection": dict(selection),
        "article_id": position.article_id,
        "revision_id": position.revision_id,
        "tombstone_id": position.tombstone_id,
        "articles": articles,
        "at": datetime.now(UTC),
    }
    try:
        with engine.begin() as connection:
            statement = insert(connection.dialect.name, exports).values(name=name, **values)
            connection.execute(
                statement.on_conflict_do_update(index_elements=["name"], set_=values)
            )
    except SQLAlchemyError as error:
        raise DatabaseError(
            f"the export is written, but not remembered as {name}: "
            f"cannot write {shown(url)}: {in_one_line(error)}"
        ) from error
    finally:
        engine.dispose()
