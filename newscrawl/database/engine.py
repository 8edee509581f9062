"""Opening a database: checked, migrated, and set up to be written by several processes."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from newscrawl.database.dialect import is_shared, lock_tables
from newscrawl.database.schema import metadata, to_json

#: How long a process waits for another one's transaction, in seconds.
LOCK_TIMEOUT = 60
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
#: The newest migration; tests hold it against the files.
HEAD = "0005"


class DatabaseError(Exception):
    """The database cannot be used; the message is one line and says why."""


def open_engine(url: str) -> sa.Engine:
    """Open a database, creating or migrating its tables.

    Args:
        url: an SQLAlchemy URL, like ``sqlite:///data/news.db`` or
            ``postgresql+psycopg://user@host/name``.

    Raises:
        DatabaseError: if the URL is wrong, or the database cannot be read, written or migrated.
    """
    engine = _engine(url)
    try:
        with engine.begin() as connection:
            _migrate(connection)
    except SQLAlchemyError as error:
        engine.dispose()
        raise DatabaseError(
            f"DATABASE_URL: cannot open {shown(url)}: {in_one_line(error)}"
        ) from error
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
            connection.execute(metadata.tables["crawls"].delete().where(sa.false()))
    except SQLAlchemyError as error:
        raise DatabaseError(
            f"DATABASE_URL: cannot write {shown(url)}: {in_one_line(error)}"
        ) from error
    finally:
        engine.dispose()


def is_postgresql(url: str) -> bool:
    """Whether a URL is of PostgreSQL.

    Raises:
        DatabaseError: if it is no URL of a database that newscrawl can use.
    """
    return _parse(url).get_backend_name() == "postgresql"


def shown(url: str) -> str:
    """A URL for people: without its password.

    >>> shown("postgresql+psycopg://user:secret@host/news")
    'postgresql+psycopg://user:***@host/news'
    """
    return make_url(url).render_as_string(hide_password=True)


def in_one_line(error: Exception) -> str:
    """What the database said, on one line."""
    return " ".join(str(getattr(error, "orig", None) or error).split())


def _parse(url: str) -> URL:
    expected = "sqlite:///data/news.db or postgresql+psycopg://user@host/name"
    try:
        parsed = make_url(url)
        if parsed.drivername == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        name = parsed.get_dialect().name
        driver = parsed.get_driver_name()
    except (ArgumentError, NoSuchModuleError, ValueError):
        raise DatabaseError(
            f"DATABASE_URL: expected an SQLAlchemy URL like {expected}, got {url!r}"
        ) from None
    if (name, driver) not in (("sqlite", "pysqlite"), ("postgresql", "psycopg")):
        raise DatabaseError(
            "DATABASE_URL: only SQLite and PostgreSQL are supported, by URLs like "
            f"{expected}, got {parsed.drivername!r}"
        )
    return parsed


def _engine(url: str) -> sa.Engine:
    parsed = _parse(url)
    if parsed.get_backend_name() == "postgresql":
        return _postgresql_engine(parsed)
    path = parsed.database
    if path and path != ":memory:" and not parsed.query.get("uri"):
        folder = Path(path).parent
        if not folder.is_dir():
            raise DatabaseError(f"DATABASE_URL: cannot open {url}: no directory {folder}")
    engine = sa.create_engine(
        parsed, connect_args={"timeout": LOCK_TIMEOUT}, json_serializer=to_json
    )
    engine.dialect.statement_compiler = _SQLiteCompiler
    sa.event.listen(engine, "connect", _set_up_sqlite)
    sa.event.listen(engine, "begin", _begin_immediate)
    return engine


class _SQLiteCompiler(SQLiteCompiler):
    """SQLAlchemy's own leaves out the hints of ``with_hint``; SQLite's is ``INDEXED BY``."""

    def get_from_hint_text(self, table: Any, text: str | None) -> str | None:
        return text


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
        return sa.create_engine(url, connect_args=settings, json_serializer=to_json)
    except ModuleNotFoundError as error:
        raise DatabaseError(
            "DATABASE_URL: PostgreSQL needs the extra postgres: pip install 'newscrawl[postgres]' "
            f"(no module {error.name})"
        ) from None


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
    if _version(connection) == HEAD:
        return
    lock_tables(connection)
    version = _version(connection)  # another process may have been faster
    if version == HEAD:
        return
    if version is not None and version > HEAD:
        raise DatabaseError(
            f"DATABASE_URL: the database was made by a newer newscrawl (schema {version}, "
            f"this one knows {HEAD}): upgrade newscrawl"
        )
    tables = sa.inspect(connection).get_table_names()
    if is_shared(connection):  # others may have tables of their own there
        tables = [name for name in tables if name in metadata.tables]
    if version is None and tables:
        raise DatabaseError(
            f"DATABASE_URL: the database is not newscrawl's: it has the tables {', '.join(tables)}"
        )
    logging.getLogger("alembic").setLevel(logging.WARNING)  # it announces its plug-ins
    # Only now: Alembic takes a while to import.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.attributes["connection"] = connection
    with _migrations() as folder:
        config.set_main_option("script_location", str(folder))
        command.upgrade(config, HEAD)


@contextmanager
def _migrations() -> Iterator[Path]:
    """The folder of the migrations, or where newscrawl runs from an egg, a copy of it."""
    packed = files(__package__) / "migrations"
    if isinstance(packed, Path):
        yield packed
        return
    with TemporaryDirectory() as copy:
        _unpack(packed, Path(copy))
        yield Path(copy)


def _unpack(packed: Traversable, folder: Path) -> None:
    for entry in packed.iterdir():
        if entry.is_dir():
            (folder / entry.name).mkdir()
            _unpack(entry, folder / entry.name)
        else:
            (folder / entry.name).write_bytes(entry.read_bytes())


def _version(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    query = "SELECT version_num FROM alembic_version"
    version: str | None = connection.exec_driver_sql(query).scalar()
    return version
