"""Opening databases: for writing, checked and migrated; for reading, without writing or locking.

SQLite lets one transaction write at a time. Transactions of :func:`open_engine` take that lock when
they begin, and wait for it in short steps, so that Ctrl-C and the end of a crawl need not wait.
"""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.engine import URL
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from newscrawl.database import migrating, steps
from newscrawl.database.address import DatabaseError, in_one_line, is_postgresql, parse, shown
from newscrawl.database.schema import metadata
from newscrawl.database.types import to_json

__all__ = [
    "LOCK_TIMEOUT",
    "DatabaseError",
    "check_writable",
    "exists",
    "in_one_line",
    "is_locked",
    "is_postgresql",
    "open_engine",
    "open_for_reading",
    "shown",
]  # fmt: skip

logger = logging.getLogger(__name__)
#: How long a transaction waits for the lock of another process, in seconds.
LOCK_TIMEOUT = 60.0
#: How long it waits if the program is about to end, in seconds.
LAST_TIMEOUT = 1.0
#: Seconds between two looks at whether a lock is free.
LOCK_PAUSE = 0.01
#: How long a connection to PostgreSQL may take, in seconds.
CONNECT_TIMEOUT = 10
# Both ends notice within a minute that the other one is gone.
_CLIENT_KEEPALIVES = {
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}
_SERVER_KEEPALIVES = (
    "-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3"
)


def open_engine(url: str) -> sa.Engine:
    """Open a database for writing, and create or migrate its tables if necessary.

    Steps of migrations that were interrupted are continued (see :mod:`newscrawl.database.steps`).
    Nothing is locked if there is nothing to do.

    Transactions on the engine wait for locks of SQLite as the execution options ``lock_seconds``
    and ``is_ending`` (a function without arguments) say.

    Args:
        url: an SQLAlchemy URL, like ``sqlite:///data/news.db`` or
            ``postgresql+psycopg://user@host/name``.

    Raises:
        DatabaseError: if the URL is wrong, or the database cannot be read, written or migrated.
    """
    engine = _engine(url)
    try:
        if not _is_current(engine):
            with engine.begin() as connection:
                migrating.migrate(connection)
                migrating.check_schema(connection)
        steps.finish_pending(engine)
    except SQLAlchemyError as error:
        engine.dispose()
        raise _cannot_open(url, error) from error
    except BaseException:
        engine.dispose()
        raise
    return engine


def open_for_reading(url: str, *, migrates: bool = True) -> sa.Engine:
    """Open a database for reading: it is neither written nor locked, and may be read-only.

    One that does not exist is created and an older one is migrated, where that is possible.

    Args:
        migrates: without it, nothing is created or migrated.

    Raises:
        DatabaseError: if the URL is wrong, or the database cannot be read, or is older and cannot
            be migrated.
    """
    if not migrates and not exists(url):
        raise DatabaseError(f"there is no archive at {shown(url)}")
    engine = _engine(url, writable=False)
    try:
        if _is_current(engine):
            return engine
    except SQLAlchemyError as error:
        engine.dispose()
        if (frozen := _frozen(url, error)) is not None:
            return frozen
        raise _cannot_open(url, error) from error
    except BaseException:
        engine.dispose()
        raise
    engine.dispose()
    if not migrates:
        raise DatabaseError(
            f"the tables of {shown(url)} are older than this newscrawl, which needs schema "
            f"{migrating.HEAD}: 'scrapy status' migrates them"
        )
    try:
        open_engine(url).dispose()
    except DatabaseError as error:
        if not isinstance(error.__cause__, SQLAlchemyError):
            raise
        raise DatabaseError(
            f"{error} (its tables are older than this newscrawl, which needs schema "
            f"{migrating.HEAD}: a command that may write has to migrate it first)"
        ) from error
    return _engine(url, writable=False)


def check_writable(url: str) -> None:
    """Check that a database can be written.

    Raises:
        DatabaseError: as :func:`open_engine`, and if the database is read-only.
    """
    engine = open_engine(url)
    try:
        with engine.begin() as connection:
            connection.execute(metadata.tables["crawls"].delete().where(sa.false()))
    except SQLAlchemyError as error:
        raise DatabaseError(
            f"DATABASE_URL: cannot write {shown(url)}: {in_one_line(error)}"
        ) from error
    finally:
        engine.dispose()


def exists(url: str) -> bool:
    """Whether there is an archive at an address. One in memory begins anew each time.

    Raises:
        DatabaseError: if the address is wrong, or no server answers there.
    """
    parsed = parse(url)
    if parsed.get_backend_name() == "sqlite":
        path = (parsed.database or "").removeprefix("file:")
        with suppress(OSError):  # opening it will say why
            return Path(path).is_file()
        return False
    engine = _engine(url)
    try:
        with engine.connect() as connection:
            return migrating.version(connection) is not None
    except SQLAlchemyError as error:
        raise _cannot_open(url, error) from error
    finally:
        engine.dispose()


def is_locked(error: Exception) -> bool:
    """Whether an error says that another process has locked an SQLite database."""
    code = getattr(getattr(error, "orig", error), "sqlite_errorcode", 0)
    return code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _cannot_open(url: str, error: Exception) -> DatabaseError:
    return DatabaseError(f"DATABASE_URL: cannot open {shown(url)}: {in_one_line(error)}")


def _is_current(engine: sa.Engine) -> bool:
    """Whether a database has the newest schema. Takes no lock.

    Raises:
        DatabaseError: if it is newer, or lacks something of it.
    """
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        found = migrating.version(connection)
        migrating.check_version(found)
        if found != migrating.HEAD:
            return False
        migrating.check_schema(connection)
        return True


# -- SQLite ------------------------------------------------------------------------------


def _engine(url: str, *, writable: bool = True) -> sa.Engine:
    parsed = parse(url)
    if parsed.get_backend_name() == "postgresql":
        return _postgresql_engine(parsed)
    path = parsed.database
    if path and path != ":memory:" and not parsed.query.get("uri"):
        folder = Path(path).parent
        try:
            is_there = folder.is_dir()
        except OSError as error:
            why = error.strerror
            raise DatabaseError(f"DATABASE_URL: cannot open {shown(url)}: {why}") from error
        if not is_there:
            raise DatabaseError(f"DATABASE_URL: cannot open {shown(url)}: no directory {folder}")
    return _sqlite_engine(parsed, writable=writable)


def _sqlite_engine(url: URL, *, writable: bool) -> sa.Engine:
    engine = sa.create_engine(
        url,
        connect_args={"timeout": LOCK_TIMEOUT},
        json_serializer=to_json,
        hide_parameters=True,  # errors would have whole articles in them
    )
    engine.dialect.statement_compiler = _SQLiteCompiler
    if writable:
        sa.event.listen(engine, "connect", _set_up_writer)
        sa.event.listen(engine, "begin", _begin_writing)
    else:
        sa.event.listen(engine, "connect", _set_up_reader)
        sa.event.listen(engine, "begin", _begin_reading)
    return engine


def _frozen(url: str, error: Exception) -> sa.Engine | None:
    """A read-only database whose folder cannot be written, so that SQLite cannot make the files
    that it needs to share it with writers. There are no writers if there is no log of them."""
    parsed = parse(url)
    path = parsed.database
    code = getattr(getattr(error, "orig", None), "sqlite_errorcode", 0) & 0xFF
    if parsed.get_backend_name() != "sqlite" or not path or parsed.query.get("uri"):
        return None
    log = Path(f"{path}-wal")
    if code not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY) or not Path(path).is_file():
        return None
    if log.exists() and log.stat().st_size:
        return None
    name = f"{Path(path).absolute().as_uri()}"
    frozen = parsed.set(database=name, query={"mode": "ro", "immutable": "1", "uri": "true"})
    engine = _sqlite_engine(frozen, writable=False)
    try:
        if _is_current(engine):
            return engine
    except SQLAlchemyError:
        pass
    except BaseException:
        engine.dispose()
        raise
    engine.dispose()
    return None


class _SQLiteCompiler(SQLiteCompiler):
    """SQLAlchemy's own leaves out the hints of ``with_hint``; SQLite's is ``INDEXED BY``."""

    def get_from_hint_text(self, table: Any, text: str | None) -> str | None:
        return text


def _set_up_writer(connection: sqlite3.Connection, record: Any) -> None:
    connection.isolation_level = None  # transactions begin where _begin_writing says
    # Readers never wait for the writer. A kill loses nothing that is committed, and a power cut at
    # most the last transactions.
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")


def _set_up_reader(connection: sqlite3.Connection, record: Any) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA query_only = ON")


def _begin_reading(connection: sa.Connection) -> None:
    if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
        connection.exec_driver_sql("BEGIN")


def _begin_writing(connection: sa.Connection) -> None:
    # The lock is taken at once, because a transaction that has read cannot wait for another writer.
    options = connection.get_execution_options()
    if options.get("isolation_level") == "AUTOCOMMIT":
        return
    seconds: float = options.get("lock_seconds", LOCK_TIMEOUT)
    is_ending: Callable[[], bool] = options.get("is_ending", bool)
    driver: Any = connection.connection.driver_connection
    began = time.monotonic()
    # Not SQLite's own waiting: a signal cannot interrupt it, and it looks only every 100 ms, so
    # that others may always be faster.
    driver.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            try:
                driver.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                limit = min(seconds, LAST_TIMEOUT) if is_ending() else seconds
                if not is_locked(error) or time.monotonic() - began >= limit:
                    raise OperationalError("BEGIN IMMEDIATE", None, error) from error
            time.sleep(LOCK_PAUSE)
    finally:
        driver.execute(f"PRAGMA busy_timeout = {LOCK_TIMEOUT * 1000:.0f}")


# -- PostgreSQL --------------------------------------------------------------------------


def _postgresql_engine(url: URL) -> sa.Engine:
    options = url.query.get("options", "")
    settings = {
        **_CLIENT_KEEPALIVES,
        "connect_timeout": CONNECT_TIMEOUT,
        "application_name": "newscrawl",
        # Whatever stands in the URL wins.
        **url.query,
        "options": f"{_SERVER_KEEPALIVES} {options}".strip(),
    }
    try:
        return sa.create_engine(
            url, connect_args=settings, json_serializer=to_json, hide_parameters=True
        )
    except ModuleNotFoundError as error:
        raise DatabaseError(
            "DATABASE_URL: PostgreSQL needs the extra postgres: pip install 'newscrawl[postgres]' "
            f"(no module {error.name})"
        ) from None
