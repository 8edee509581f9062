"""Bearing with a PostgreSQL that is away for a while: restarted, failed over, cut off.

Nothing of this concerns SQLite, whose errors do not go by themselves.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, OperationalError

from newscrawl.database.dialect import is_shared
from newscrawl.database.engine import DatabaseError, in_one_line

logger = logging.getLogger(__name__)
R = TypeVar("R")
#: Seconds between the first tries, and at most.
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 3.0
# Classes of SQLSTATE: connection lost, rolled back (deadlock), out of resources (a full disk, too
# many connections), operator intervention (shutdown, still starting).
_PASSING = ("08", "40", "53", "57")
# Read-only: a standby that is about to be promoted. Lock not available.
_PASSING_STATES = ("25006", "55P03")


class Unavailable(DatabaseError):
    """The database was away for longer than it is waited for."""


def passes(error: DBAPIError, engine: sa.Engine) -> bool:
    """Whether an error may be gone after a while."""
    if not is_shared(engine):
        return False
    state = getattr(error.orig, "sqlstate", None)
    if state is None:  # it could not even be asked
        return error.connection_invalidated or isinstance(error, OperationalError)
    return state[:2] in _PASSING or state in _PASSING_STATES


class Patience:
    """Tries again what failed, with growing pauses.

    Args:
        seconds: how long; counted anew for each call.
    """

    def __init__(self, engine: sa.Engine, seconds: float) -> None:
        self.engine = engine
        self.seconds = seconds

    def call(self, attempt: Callable[[], R]) -> R:
        """The result of the first attempt that does not fail for a passing reason.

        Raises:
            Unavailable: if all did, for the given time.
            SQLAlchemyError: if one failed for a reason that does not pass.
        """
        began, pause = time.monotonic(), FIRST_PAUSE
        while True:
            try:
                return attempt()
            except DBAPIError as error:
                if not passes(error, self.engine):
                    raise
                if time.monotonic() - began + pause > self.seconds:
                    raise Unavailable(f"the database is away: {in_one_line(error)}") from error
                logger.log(
                    logging.WARNING if pause > FIRST_PAUSE else logging.INFO,
                    "The database is away, trying again: %s",
                    in_one_line(error),
                )
            time.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    def transaction(self, work: Callable[[sa.Connection], R]) -> R:
        """The result of a function that was given a transaction, once that is committed.

        The function may be called several times, but the work of one of these calls is kept: where
        a connection is lost in the middle of a commit, the database is asked what became of it.
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


class Reader:
    """A connection for look-ups that need no transaction, and must not wait for a writer's."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._connection: sa.Connection | None = None

    def run(self, query: Callable[[sa.Connection], R]) -> R:
        """The result of a function that was given the connection; it may be called again."""
        return self._patience.call(lambda: self.try_once(query))

    def try_once(self, query: Callable[[sa.Connection], R]) -> R:
        """As :meth:`run`, without any patience."""
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
            connection = self._patience.engine.connect()
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
