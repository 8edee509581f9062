"""Giving back the space of what was deleted, so that nothing of it is left in the files.

Deleted rows leave their bytes behind: SQLite in free pages, in its log and in the full-text index,
PostgreSQL in its tables until they are vacuumed.
"""

from __future__ import annotations

import time
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from newscrawl.database.dialect import is_shared
from newscrawl.database.engine import in_one_line, is_locked, open_engine
from newscrawl.database.schema import metadata
from newscrawl.database.search import sqlite as fts
from newscrawl.database.steps import PAUSE

#: An archive in SQLite up to this size, in bytes, is vacuumed without being asked for: it takes a
#: few seconds, in which crawls wait.
SMALL = 2**30
#: The tables with texts of articles, and what is made of them, on PostgreSQL.
TEXTS = (
    "articles", "revisions", "comments", "pages", "failures", "frontier", "articles_fts",
    "story_keys", "signatures",
)  # fmt: skip
#: How long the log of SQLite may be in use by readers before it is left to them, in seconds.
LOG_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Space:
    """The space of a database in SQLite, in bytes."""

    size: int
    #: Of this, what deleted rows left; it is used again by new ones.
    free: int


def space(connection: sa.Connection) -> Space | None:
    """How much space an archive takes; ``None`` on PostgreSQL, which tidies up by itself."""
    if is_shared(connection):
        return None
    size, count, free = (
        connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
        for name in ("page_size", "page_count", "freelist_count")
    )
    return Space(size * count, size * free)


def overwrite_deleted(connection: sa.Connection) -> None:
    """Let SQLite write zeros over what this connection deletes from now on."""
    if not is_shared(connection):
        connection.exec_driver_sql("PRAGMA secure_delete = ON")


def erase(url: str, *, is_vacuumed: bool) -> str | None:
    """Leave no trace of rows that were deleted a moment ago, as far as the database allows.

    Args:
        is_vacuumed: write the whole file of SQLite anew. Earlier versions of a row may have left
            traces in it.

    Returns:
        What could not be done, ``None`` if all was.
    """
    engine = open_engine(url)
    try:
        shred_index(engine)
        if is_shared(engine) or is_vacuumed:
            problem = vacuum(url, TEXTS)
            if problem is not None:
                return f"traces may be left in its free space: it could not be vacuumed: {problem}"
        if not empty_log(engine):
            return (
                "traces may be left in its log (-wal), which somebody is reading: it is emptied "
                "when the last program that uses the archive ends"
            )
    finally:
        engine.dispose()
    return None


def vacuum(url: str, tables: Collection[str] = ()) -> str | None:
    """Give back the space of deleted rows.

    SQLite writes the whole file anew, and needs as much space again meanwhile; crawls wait.
    PostgreSQL goes through the tables beside running crawls, and uses the space again.

    Args:
        tables: only these, on PostgreSQL.

    Returns:
        Why it could not be done, ``None`` if it was.
    """
    engine = open_engine(url)
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if is_shared(engine):
                preparer = engine.dialect.identifier_preparer
                for name in tables or metadata.tables:
                    connection.exec_driver_sql(f"VACUUM (ANALYZE) {preparer.quote(name)}")
                return None
            connection.exec_driver_sql("VACUUM")
        return None
    except SQLAlchemyError as error:
        return "a crawl is writing" if is_locked(error) else in_one_line(error)
    finally:
        engine.dispose()


def shred_index(engine: sa.Engine) -> None:
    """Let SQLite's full-text index forget the words of removed articles, in short transactions
    beside running crawls. A process that is killed in between is repeated from the start."""
    if is_shared(engine):  # its index has a row for each article, which is gone
        return
    position, is_more = 0, True
    while is_more:
        with engine.begin() as connection:
            is_more = fts.merge_part(connection, position)
        position += 1
        time.sleep(PAUSE)


def empty_log(engine: sa.Engine) -> bool:
    """Bring what is in SQLite's log into the database, and empty it; whether that worked, which it
    does not while somebody reads an earlier state of the archive."""
    if is_shared(engine):
        return True
    deadline = time.monotonic() + LOG_SECONDS
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 1000")
        while True:
            try:
                is_busy, *_ = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
            except OperationalError as error:
                if not is_locked(error):
                    raise
                is_busy = 1
            if not is_busy or time.monotonic() > deadline:
                return not is_busy
            time.sleep(PAUSE)


def size_of(url: str) -> int:
    """The bytes of the file of an archive in SQLite; 0 of others, and of one in memory."""
    path = make_url(url).database or ""
    file = Path(path.removeprefix("file:"))
    return file.stat().st_size if "sqlite" in url and file.is_file() else 0
