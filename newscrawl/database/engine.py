"""Opening a database: checked, migrated, and set up to be written by several processes."""

from __future__ import annotations

import json
import logging
import sqlite3
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

#: How long a process waits for another one's transaction, in seconds.
LOCK_TIMEOUT = 60
#: The newest migration; tests hold it against the files.
HEAD = "0004"


class DatabaseError(Exception):
    """The database cannot be used; the message is one line and says why."""


def open_engine(url: str) -> sa.Engine:
    """Open a database, creating or migrating its tables.

    Args:
        url: an SQLAlchemy URL of SQLite, like ``sqlite:///data/news.db``.

    Raises:
        DatabaseError: if the URL is wrong, or the database cannot be read, written or migrated.
    """
    engine = _engine(url)
    try:
        with engine.begin() as connection:
            _migrate(connection)
    except SQLAlchemyError as error:
        engine.dispose()
        raise DatabaseError(f"DATABASE_URL: cannot open {url}: {_reason(error)}") from error
    except BaseException:
        engine.dispose()
        raise
    return engine


def check_writable(url: str) -> None:
    """
    Raises:
        DatabaseError: as :func:`open_engine`, and if the database is read-only.
    """
    engine = open_engine(url)
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql("DELETE FROM crawls WHERE 0")
    except SQLAlchemyError as error:
        raise DatabaseError(f"DATABASE_URL: cannot write {url}: {_reason(error)}") from error
    finally:
        engine.dispose()


def _engine(url: str) -> sa.Engine:
    try:
        parsed = make_url(url)
        dialect = parsed.get_dialect().name
    except (ArgumentError, NoSuchModuleError, ValueError):
        raise DatabaseError(
            f"DATABASE_URL: expected an SQLAlchemy URL like sqlite:///data/news.db, got {url!r}"
        ) from None
    if dialect != "sqlite":
        raise DatabaseError(f"DATABASE_URL: only SQLite is supported yet, got {dialect!r}")
    path = parsed.database
    if path and path != ":memory:" and not parsed.query.get("uri"):
        folder = Path(path).parent
        if not folder.is_dir():
            raise DatabaseError(f"DATABASE_URL: cannot open {url}: no directory {folder}")
    engine = sa.create_engine(
        parsed,
        connect_args={"timeout": LOCK_TIMEOUT},
        json_serializer=json.JSONEncoder(ensure_ascii=False).encode,
    )
    engine.dialect.statement_compiler = _SQLiteCompiler
    sa.event.listen(engine, "connect", _set_up_sqlite)
    sa.event.listen(engine, "begin", _begin_immediate)
    return engine


class _SQLiteCompiler(SQLiteCompiler):
    """SQLAlchemy's own leaves out the hints of ``with_hint``; SQLite's is ``INDEXED BY``."""

    def get_from_hint_text(self, table: Any, text: str | None) -> str | None:
        return text


def _set_up_sqlite(connection: sqlite3.Connection, record: Any) -> None:
    connection.isolation_level = None  # transactions begin where _begin_immediate says
    # Readers never wait for the writer; a kill loses nothing committed, a power cut at most the
    # last transactions.
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")


def _begin_immediate(connection: sa.Connection) -> None:
    # A transaction that reads first and writes later cannot wait for another writer: take the
    # lock at once.
    if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _migrate(connection: sa.Connection) -> None:
    """Bring the tables up to date, within the transaction of the connection."""
    inspector = sa.inspect(connection)
    if inspector.has_table("alembic_version"):
        version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        if version == HEAD:
            return
        if version is None or version > HEAD:
            raise DatabaseError(
                f"DATABASE_URL: the database was made by a newer newscrawl (schema {version}, "
                f"this one knows {HEAD}): upgrade newscrawl"
            )
    elif tables := inspector.get_table_names():
        raise DatabaseError(
            f"DATABASE_URL: the database is not newscrawl's: it has the tables {', '.join(tables)}"
        )
    logging.getLogger("alembic").setLevel(logging.WARNING)  # it announces its plug-ins
    # Only now: Alembic takes a while to import.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)


def _reason(error: SQLAlchemyError) -> str:
    return " ".join(str(getattr(error, "orig", None) or error).split())
