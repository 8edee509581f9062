"""The table ``schedule``, in SQL: when sites are to be crawled, and which worker is at it.

Every function works in the transaction of its connection. A worker takes a site until a moment that
it puts off for as long as it lives; then the site is anybody's.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from newscrawl.database import clocks
from newscrawl.database.dialect import clock, insert
from newscrawl.database.schema import schedule

#: The longest pause between tries of a site that fails again and again.
LONGEST_PAUSE = timedelta(days=1)
#: Pause before a site that is being crawled by something else is tried again.
BUSY_PAUSE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """A site of the schedule."""

    site: str
    #: Spider arguments.
    arguments: dict[str, str]
    #: Seconds from the start of a crawl to the start of the next.
    every: int
    due_at: datetime
    taken_by: str | None
    taken_until: datetime | None
    #: Crawls that failed since the last good one, and how the last of them did.
    failures: int
    problem: str | None
    started_at: datetime | None
    finished_at: datetime | None


_COLUMNS = [schedule.c[field.name] for field in fields(Entry)]


def pause_after(failures: int, every: timedelta) -> timedelta:
    """How long after its start a crawl is followed by the next.

    >>> hour = timedelta(hours=1)
    >>> [str(pause_after(failures, hour)) for failures in (0, 1, 3, 9)]
    ['1:00:00', '2:00:00', '8:00:00', '1 day, 0:00:00']
    >>> str(pause_after(2, timedelta(days=7)))
    '7 days, 0:00:00'
    """
    longest = max(every, LONGEST_PAUSE)
    return min(every * (1 << min(failures, 16)), longest)


def add(
    connection: sa.Connection, sites: Collection[str], every: int, arguments: Mapping[str, str]
) -> None:
    """Schedule sites from now on; what was known of them is forgotten."""
    values = {
        "name": "crawl",
        "is_of_all": False,
        "arguments": dict(arguments),
        "every": every,
        "due_at": clock(connection),
        "failures": 0,
        "problem": None,
    }
    for site in sorted(sites):
        statement = insert(connection.dialect.name, schedule).values(site=site, **values)
        connection.execute(
            statement.on_conflict_do_update(index_elements=["site", "name"], set_=dict(values))
        )


def remove(connection: sa.Connection, sites: Collection[str]) -> int:
    """Take sites from the schedule; returns how many. Crawls under way go on."""
    return connection.execute(schedule.delete().where(schedule.c.site.in_(sites))).rowcount


def entries(connection: sa.Connection) -> list[Entry]:
    """The whole schedule, by site."""
    query = sa.select(*_COLUMNS).order_by(schedule.c.site)
    return [Entry(*row) for row in connection.execute(query)]


def take(
    connection: sa.Connection,
    worker: str,
    count: int,
    seconds: float,
    *,
    due_at: datetime | None = None,
    only: Collection[str] | None = None,
) -> list[Entry]:
    """Take sites that are due and nobody has, the longest due first.

    Args:
        seconds: how long they are the worker's unless it holds them longer.
        due_at: those that were due then; by default now.
        only: if given, none but these.
    """
    now = clock(connection)
    _mend(connection, now)
    waiting = (
        sa.select(schedule.c.site)
        .where(schedule.c.due_at <= (due_at or now), _is_free(now))
        .order_by(schedule.c.due_at, schedule.c.site)
        .limit(count)
        .with_for_update(skip_locked=True)
    )
    if only is not None:
        waiting = waiting.where(schedule.c.site.in_(only))
    taken = connection.execute(
        schedule.update()
        .where(schedule.c.site.in_(connection.scalars(waiting).all()))
        .values(taken_by=worker, taken_until=now + timedelta(seconds=seconds), started_at=now)
        .returning(*_COLUMNS)
    )
    # RETURNING has no order.
    return sorted((Entry(*row) for row in taken), key=lambda entry: (entry.due_at, entry.site))


def hold(connection: sa.Connection, worker: str, sites: Collection[str], seconds: float) -> None:
    """Keep these sites, of those that a worker has taken."""
    until = clock(connection) + timedelta(seconds=seconds)
    connection.execute(
        schedule.update()
        .where(schedule.c.taken_by == worker, schedule.c.site.in_(sites))
        .values(taken_until=until)
    )


def finish(connection: sa.Connection, worker: str, site: str, problem: str | None) -> None:
    """A worker's crawl of a site is over: ``problem`` says what was wrong with it, if anything."""
    entry = _entry(connection, worker, site)
    if entry is None:  # removed from the schedule, or taken over
        return
    failures = 0 if problem is None else entry.failures + 1
    now = clock(connection)
    pause = pause_after(failures, timedelta(seconds=entry.every))
    _return(
        connection,
        site,
        due_at=max(min(entry.started_at or now, now) + pause, now),
        failures=failures,
        problem=problem,
        finished_at=now,
    )


def put_back(
    connection: sa.Connection, worker: str, site: str, pause: timedelta = timedelta()
) -> None:
    """Leave a site to others: it is due again, now or after a pause."""
    if _entry(connection, worker, site) is not None:
        _return(connection, site, due_at=clock(connection) + pause)


def _entry(connection: sa.Connection, worker: str, site: str) -> Entry | None:
    query = sa.select(*_COLUMNS).where(schedule.c.site == site, schedule.c.taken_by == worker)
    row = connection.execute(query.with_for_update()).first()
    return Entry(*row) if row is not None else None


def _return(connection: sa.Connection, site: str, **values: Any) -> None:
    connection.execute(
        schedule.update()
        .where(schedule.c.site == site)
        .values(taken_by=None, taken_until=None, **values)
    )


def _is_free(now: datetime) -> sa.ColumnElement[bool]:
    return sa.not_(sa.func.coalesce(clocks.held(schedule.c.taken_until, now), sa.false()))


def _mend(connection: sa.Connection, now: datetime) -> None:
    """Make sites due that a clock which was wrong has put off for too long."""
    late = schedule.c.due_at > now + LONGEST_PAUSE + clocks.SLACK
    query = sa.select(schedule.c.site, schedule.c.every, schedule.c.due_at).where(late)
    for site, every, due_at in connection.execute(query).all():
        longest = pause_after(0, timedelta(seconds=every)) + clocks.SLACK
        if due_at > now + max(longest, LONGEST_PAUSE):
            clocks.warn(f"{site} is scheduled for", due_at, "it is crawled now")
            connection.execute(schedule.update().where(schedule.c.site == site).values(due_at=now))


def missing(connection: sa.Connection, sites: Sequence[str]) -> list[str]:
    """Which of these sites are not scheduled."""
    known = set(connection.scalars(sa.select(schedule.c.site)))
    return [site for site in sites if site not in known]
