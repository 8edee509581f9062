"""Trying again when the database is away for a while.

PostgreSQL may be restarted, fail over or be cut off; SQLite may be locked by another process.

The pauses block their thread. In a crawl that is the writer's or the look-ups' thread, never the
event loop's, but for the start and the end, when nothing else is under way.
"""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, OperationalError

from newscrawl.database.dialect import is_shared
from newscrawl.database.engine import LAST_TIMEOUT, DatabaseError, in_one_line, is_locked

logger = logging.getLogger(__name__)
R = TypeVar("R")
#: Seconds between the first tries, and at most.
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 3.0
# Classes of SQLSTATE: connection lost, rolled back (deadlock), out of resources (a full disk, too
# many connections), operator intervention (shutdown, still starting).
_PASSING = ("08", "40", "53", "57")
# Read-only: a standby that is about to be promoted. Lock not available.
_PASSING_STATES = ("25006", "55P03")


# SQLite's error codes, and classes of SQLSTATE: nothing can be stored any more.
_LOST_CODES = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
)
_LOST_STATES = ("58", "XX")  # errors of the server's disk or files


class Unavailable(DatabaseError):
    """The database was away for longer than a crawl waits for it, or cannot be used any more."""


def is_transient(error: DBAPIError, engine: sa.Engine) -> bool:
    """Whether an error may pass by itself."""
    if not is_shared(engine):
        return is_locked(error)
    state = getattr(error.orig, "sqlstate", None)
    if state is None:  # it could not even be asked
        return error.connection_invalidated or isinstance(error, OperationalError)
    return state[:2] in _PASSING or state in _PASSING_STATES


def _is_lost(error: DBAPIError) -> bool:
    code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
    state = getattr(error.orig, "sqlstate", None) or ""
    return code in _LOST_CODES or state[:2] in _LOST_STATES


class Retry:
    """Tries again what failed, with growing pauses, which block the calling thread.

    Args:
        seconds: how long to try; each call begins anew.
        is_ending: whether the program is about to end: then almost nothing is waited for. It is
            called in any thread.
    """

    def __init__(
        self, engine: sa.Engine, seconds: float, is_ending: Callable[[], bool] = bool
    ) -> None:
        # On SQLite an attempt waits for a lock itself, instead of the pauses.
        self.engine = engine.execution_options(
            lock_seconds=min(seconds, LONGEST_PAUSE), is_ending=is_ending
        )
        self.seconds = seconds
        self.is_ending = is_ending

    def call(self, attempt: Callable[[], R]) -> R:
        """The result of the first attempt that succeeds.

        Raises:
            Unavailable: if all failed for the given time, or the disk is full or broken.
            SQLAlchemyError: if an attempt failed for a reason that does not pass by itself.
        """
        began, pause = time.monotonic(), FIRST_PAUSE
        while True:
            try:
                return attempt()
            except DBAPIError as error:
                if _is_lost(error):
                    raise Unavailable(in_one_line(error)) from error
                if not is_transient(error, self.engine):
                    raise
                seconds = min(self.seconds, LAST_TIMEOUT) if self.is_ending() else self.seconds
                if is_locked(error):  # the attempt has waited
                    pause = 0.0
                if time.monotonic() - began + pause > seconds:
                    raise Unavailable(f"the database is away: {in_one_line(error)}") from error
                logger.log(
                    logging.WARNING if pause > FIRST_PAUSE else logging.INFO,
                    "The database is away, trying again: %s",
                    in_one_line(error),
                )
            self._sleep(pause)
            pause = min(max(pause * 2, FIRST_PAUSE), LONGEST_PAUSE)

    def _sleep(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            time.sleep(min(left, FIRST_PAUSE))
            if self.is_ending():
                return

    def transaction(self, work: Callable[[sa.Connection], R]) -> R:
        """The result of a function that was given a transaction, once that is committed.

        The function may be called several times, but only one call's work is kept: if a connection
        is lost in the middle of a commit, the database is asked whether it was committed.
        """
        doubtful: list[tuple[str, R]] = []

        def attempt() -> R:
            with self.engine.begin() as connection:
                if doubtful and _is_committed(connection, doubtful[0][0]):
                    return doubtful[0][1]
                doubtful.clear()
                transaction = _transaction_id(connection)
                result = work(connection)
                if transaction is not None:
                    doubtful.append((transaction, result))
            return result

        return self.call(attempt)


class ReadConnection:
    """A connection for look-ups, in autocommit mode: they never wait for a writer's transaction.

    For one thread: the one that uses it closes it.
    """

    def __init__(self, retry: Retry) -> None:
        self._retry = retry
        self._connection: sa.Connection | None = None

    def run(self, query: Callable[[sa.Connection], R]) -> R:
        """The result of a function that was given the connection; it may be called again."""
        return self._retry.call(lambda: self.try_once(query))

    def try_once(self, query: Callable[[sa.Connection], R]) -> R:
        """As :meth:`run`, without trying again."""
        try:
            return query(self._open())
        except DBAPIError:
            self.close()
            raise

    def close(self) -> None:
        if self._connection is not None:
            connection, self._connection = self._connection, None
            connection.close()

    def _open(self) -> sa.Connection:
        if self._connection is None:
            connection = self._retry.engine.connect()
            self._connection = connection.execution_options(isolation_level="AUTOCOMMIT")
            if is_shared(connection):
                connection.detach()  # the pool must not hand on what is set here
                # It writes nothing but the pace, which a crash of the server may forget.
                connection.exec_driver_sql("SET synchronous_commit = off")
        return self._connection


def _transaction_id(connection: sa.Connection) -> str | None:
    if not is_shared(connection):
        return None
    number: Any = connection.exec_driver_sql("SELECT pg_current_xact_id()::text").scalar()
    return str(number)


def _is_committed(connection: sa.Connection, transaction: str) -> bool:
    state = connection.execute(
        sa.text("SELECT pg_xact_status(CAST(:id AS xid8))"), {"id": transaction}
    ).scalar()
    if state == "in progress":  # the server has not noticed yet that nobody is there
        raise OperationalError("SELECT pg_xact_status", {}, Exception(f"transaction {transaction}"))
    return bool(state == "committed")
