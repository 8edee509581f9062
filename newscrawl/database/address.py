"""Addresses of databases: SQLAlchemy URLs, checked, and without passwords where people see them."""

from __future__ import annotations

import re

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

_EXPECTED = "sqlite:///data/news.db or postgresql+psycopg://user@host/name"
# user:password@ — up to the last @, because a password may contain one.
_USER_INFO = re.compile(r"(//[^:/?#@]*):.*@")
_PARAMETER = re.compile(r"([?&](?:ssl)?password=)[^&]*", re.IGNORECASE)
#: Longest message of a database that is passed on, in characters.
LONGEST_MESSAGE = 500
#: What SQLite's errors are called if a file cannot grow.
_NO_ROOM = {"SQLITE_FULL", *(f"SQLITE_IOERR_{name}" for name in ("WRITE", "SHMSIZE", "TRUNCATE"))}


class DatabaseError(Exception):
    """The database cannot be used. The message is one line and says why."""


def parse(url: str) -> URL:
    """Parse the address of a database.

    Raises:
        DatabaseError: if it is not an address of SQLite or PostgreSQL.
    """
    try:
        parsed = make_url(url)
        if parsed.drivername == "postgres":
            raise DatabaseError(
                f"DATABASE_URL: write postgresql:// instead of postgres://, got {shown(url)!r}"
            )
        if parsed.drivername == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        name = parsed.get_dialect().name
        driver = parsed.get_driver_name()
    except (ArgumentError, NoSuchModuleError, ValueError):
        raise DatabaseError(
            f"DATABASE_URL: expected an SQLAlchemy URL like {_EXPECTED}, got {shown(url)!r}"
        ) from None
    if (name, driver) not in (("sqlite", "pysqlite"), ("postgresql", "psycopg")):
        raise DatabaseError(
            "DATABASE_URL: only SQLite and PostgreSQL are supported, by URLs like "
            f"{_EXPECTED}, got {parsed.drivername!r}"
        )
    return parsed


def is_postgresql(url: str) -> bool:
    """Whether an address is one of PostgreSQL.

    Raises:
        DatabaseError: if it is not an address of SQLite or PostgreSQL.
    """
    return parse(url).get_backend_name() == "postgresql"


def shown(url: str) -> str:
    """An address without its password, for people. Any text will do, also a malformed address.

    >>> shown("postgresql+psycopg://user:secret@host/news")
    'postgresql+psycopg://user:***@host/news'
    >>> shown("postgres://user:s@cr:t@host:port/news?password=secret")
    'postgres://user:***@host:port/news?password=***'
    """
    return _PARAMETER.sub(r"\1***", _USER_INFO.sub(r"\1:***@", url))


def in_one_line(error: Exception) -> str:
    """The message of a database, on one line."""
    cause = getattr(error, "orig", None) or error
    text = " ".join(str(cause).split())
    if len(text) > LONGEST_MESSAGE:  # some quote the values that they could not store
        text = f"{text[: LONGEST_MESSAGE - 1]}…"
    # SQLite says only "disk I/O error", also where a file may not grow.
    name = getattr(cause, "sqlite_errorname", "")
    if name in _NO_ROOM:
        return f"{text} ({name}: is the disk full, or a quota used up?)"
    return f"{text} ({name})" if name.startswith("SQLITE_IOERR") else text
