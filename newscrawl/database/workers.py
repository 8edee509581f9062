"""The table ``workers``, in SQL: which workers of the schedule there are, and when each was seen.

A worker records itself as long as it lives, and takes its row away when it ends. One that was
killed leaves its row behind: it says since when the worker is not seen any more.
"""

from __future__ import annotations

from dataclasses import fields

import sqlalchemy as sa

from newscrawl.database import clocks
from newscrawl.database.dialect import clock, insert
from newscrawl.database.judgement import REMEMBERED, FleetWorker
from newscrawl.database.schema import workers

#: A worker that lives records itself at least as often, in seconds.
SEEN_SECONDS = 30.0


def record(connection: sa.Connection, name: str, slots: int, crawling: int) -> None:
    """A worker says that it lives."""
    seen = {"seen_at": clock(connection), "slots": slots, "crawling": crawling}
    statement = insert(connection.dialect.name, workers).values(
        name=name, started_at=seen["seen_at"], **seen
    )
    connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_=seen))


def forget(connection: sa.Connection, name: str) -> None:
    """A worker ends."""
    connection.execute(workers.delete().where(workers.c.name == name))


def clean(connection: sa.Connection) -> None:
    """Forget workers that died long ago, or at a moment that has not come yet."""
    now = clock(connection)
    is_old = workers.c.seen_at < now - REMEMBERED
    connection.execute(
        workers.delete().where(is_old | sa.not_(clocks.possible(workers.c.seen_at, now)))
    )


def seen(connection: sa.Connection) -> list[FleetWorker]:
    """All workers, those seen last first."""
    columns = [workers.c[field.name] for field in fields(FleetWorker)]
    query = sa.select(*columns).order_by(workers.c.seen_at.desc(), workers.c.name)
    return [FleetWorker(*row) for row in connection.execute(query)]
