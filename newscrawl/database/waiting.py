"""Requests that wait until an outage is over, in SQL; part of the frontier.

The site could not answer such a request: its server was away, overloaded, or let nobody in. That
was no attempt. The request waits, twice as long each time, and a crawl that starts later makes it
again, whether or not anything links to it. Only after ``PATIENCE`` it has failed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import uniform

import sqlalchemy as sa

from newscrawl.database import clocks
from newscrawl.database.dialect import Among, clock
from newscrawl.database.frontier import Finished, Row, State, Wait
from newscrawl.database.schema import failures, frontier

#: The longest distance from one request to the next.
LONGEST = timedelta(days=1)
#: By how much distances vary: what failed at the same time need not be asked for at the same time.
JITTER = 0.1
#: What was not answered for so long is given up.
PATIENCE = timedelta(days=14)

# A literal: SQLite uses a partial index only where it sees the word.
_IS_WAITING = frontier.c.state == sa.literal_column(f"'{State.WAITING}'")
_OF_SITE = frontier.c.site == sa.bindparam("of_site")
_BEFORE = sa.select(*(frontier.c[name] for name in ("id", "waits", "waiting_since"))).where(
    Among(frontier.c.id, "ids")
)
_WAIT = (
    frontier.update()
    .where(
        frontier.c.id == sa.bindparam("row"),
        frontier.c.run.is_not_distinct_from(sa.bindparam("of_run", type_=frontier.c.run.type)),
    )
    .values(
        state=sa.bindparam("new_state"),
        reason=sa.bindparam("why"),
        waits=sa.bindparam("new_waits"),
        waiting_since=sa.bindparam("since"),
        due_at=sa.bindparam("due"),
        deaths=0,
        run=None,
    )
)
_HURRY = (
    frontier.update()
    .where(_OF_SITE, Among(frontier.c.fingerprint, "fingerprints"), _IS_WAITING)
    .values(state=State.PENDING)
)
_LATEST = sa.select(sa.func.max(frontier.c.due_at)).where(_OF_SITE, _IS_WAITING)
_WAKE = (
    frontier.update()
    .where(
        _OF_SITE,
        _IS_WAITING,
        # So far ahead only a clock can be that was wrong.
        (frontier.c.due_at <= sa.bindparam("now")) | (frontier.c.due_at > sa.bindparam("latest")),
    )
    .values(state=State.PENDING)
)
_ASKED = sa.select(frontier.c.url).where(Among(frontier.c.id, "ids"))
_KEYS = sa.select(frontier.c.key).where(Among(frontier.c.id, "ids"))
_FAILED = (
    failures.c.site == sa.bindparam("of_site"),
    failures.c.is_waiting,
    failures.c.url.in_(_ASKED) | failures.c.url.in_(_KEYS) | failures.c.news_code.in_(_KEYS),
)
_ANSWERED = failures.delete().where(
    failures.c.site == sa.bindparam("of_site"), failures.c.is_waiting, failures.c.url.in_(_ASKED)
)


def wait(connection: sa.Connection, site: str, finished: Iterable[Finished]) -> None:
    """Let requests wait, as their ``wait`` says; see :class:`newscrawl.database.frontier.Wait`."""
    requests = [(one, one.wait) for one in finished if one.wait is not None]
    if not requests:
        return
    now = clock(connection)
    rows = connection.execute(_BEFORE, {"ids": [one.id for one, _ in requests]})
    before = {row.id: row for row in rows}
    values, given_up = [], []
    for one, how_long in requests:
        if (row := before.get(one.id)) is None:
            continue
        since = min(row.waiting_since or now, now)  # a clock that was wrong has no patience
        is_over = now - since >= PATIENCE
        if is_over:
            given_up.append(one.id)
        values.append(
            {
                "row": one.id,
                "of_run": one.run,
                "new_state": State.FAILED if is_over else State.WAITING,
                "why": one.failure,
                "new_waits": row.waits + 1,
                "since": since,
                "due": now + distance(how_long, row.waits),
            }
        )
    if values:
        connection.execute(_WAIT, values)
    if given_up:
        conclude(connection, site, given_up)


def distance(how_long: Wait, waits: int) -> timedelta:
    """How long a request waits that has waited some times in a row before.

    >>> minutes = distance(Wait(600), 3) / timedelta(minutes=1)
    >>> 72 <= minutes <= 88, distance(Wait(600, least=10**9), 0).days
    (True, 1)
    """
    grown = min(how_long.first * 2.0 ** min(waits, 64), LONGEST.total_seconds())
    varied = grown * uniform(1 - JITTER, 1 + JITTER)
    return timedelta(seconds=max(varied, min(how_long.least, LONGEST.total_seconds())))


def wake(connection: sa.Connection, site: str) -> None:
    """Make the requests pending that have waited long enough."""
    now = clock(connection)
    latest = now + 2 * LONGEST
    if (due_at := connection.scalar(_LATEST, {"of_site": site})) is not None and due_at > latest:
        clocks.warn(f"A request of {site} waits until", due_at, "it is made now")
    connection.execute(_WAKE, {"of_site": site, "now": now, "latest": latest})


def hurry(connection: sa.Connection, site: str, rows: Iterable[Row]) -> None:
    """Make requests pending that are enqueued while they wait, and need not wait: those of pages
    that are read anew in each epoch, and those that somebody asks for."""
    urgent = [row.fingerprint for row in rows if row.key is None or row.is_urgent]
    if urgent:
        connection.execute(_HURRY, {"of_site": site, "fingerprints": urgent})


def answered(connection: sa.Connection, site: str, finished: Iterable[Finished]) -> None:
    """Take back what ``failures`` says of pages that waited, and are read now. Articles that are
    stored do that themselves."""
    ids = [one.id for one in finished if one.key is None and one.failure is None]
    if ids:
        connection.execute(_ANSWERED, {"of_site": site, "ids": ids})


def conclude(connection: sa.Connection, site: str, ids: Collection[int]) -> None:
    """Say in ``failures`` of requests that they do not wait any more, but have failed."""
    connection.execute(
        failures.update().where(*_FAILED).values(is_waiting=False),
        {"of_site": site, "ids": list(ids)},
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """The requests of a site that wait."""

    count: int
    #: When the first of them is due; aware.
    due_at: datetime | None
    #: The reason of most of them.
    reason: str | None


def count_waiting(connection: sa.Connection, site: str) -> Waiting:
    """How many requests of a site wait, and what for."""
    of_site = (frontier.c.site == site, _IS_WAITING)
    count = sa.func.count()
    reasons = connection.execute(
        sa.select(frontier.c.reason, count, sa.func.min(frontier.c.due_at))
        .where(*of_site)
        .group_by(frontier.c.reason)
        .order_by(count.desc(), frontier.c.reason)
    ).all()
    return Waiting(
        sum(row[1] for row in reasons),
        min((row[2] for row in reasons), default=None),
        reasons[0][0] if reasons else None,
    )
