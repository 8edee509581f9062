"""The table ``alarms``: what is wrong with the crawls of a site, since when, and until when it was.

An alarm stands from the crawl that first found it to the first crawl that finds it gone. A crawl
that is too small to tell changes nothing. Every function works in the transaction of its
connection.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime

import sqlalchemy as sa

from newscrawl.database.outbox import Message
from newscrawl.database.schema import alarms, crawls
from newscrawl.persian.calendar import in_tehran


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that is wrong with the crawls of a site."""

    id: int
    site: str
    #: What its crawls go over, see :func:`newscrawl.database.crawls.begin`.
    scope: str
    #: Which monitor, like ``articles`` or ``coverage of lead``.
    monitor: str
    #: What was wrong in the last crawl that saw it.
    problem: str
    #: The crawl that found it first, and when.
    run: int
    began_at: datetime
    #: ``None`` while it stands.
    over_at: datetime | None = None


@dataclass(slots=True)
class Changes:
    """What a crawl changed."""

    began: list[Alarm] = field(default_factory=list)
    over: list[Alarm] = field(default_factory=list)
    #: All that stand now, also those that began before.
    standing: list[Alarm] = field(default_factory=list)


#: The monitor of what a crawl came to as a whole: did it do its job?
END_OF_CRAWL = "end of the crawl"
_COLUMNS = [alarms.c[field.name] for field in fields(Alarm)]


def update(
    connection: sa.Connection,
    site: str,
    scope: str,
    run: int,
    findings: Mapping[str, str | None],
    now: datetime,
) -> Changes:
    """Record what the monitors of a crawl found.

    Args:
        findings: monitor → what is wrong, ``None`` where all is well. A monitor that could not tell
            is left out: its alarm stands on.
    """
    changes = Changes()
    known = {alarm.monitor: alarm for alarm in standing(connection, site, scope)}
    for monitor, problem in findings.items():
        alarm = known.pop(monitor, None)
        if alarm is not None:
            values = {"over_at": now} if problem is None else {"problem": problem}
            alarm = _change(connection, alarm, **values)
            (changes.over if problem is None else changes.standing).append(alarm)
        elif problem is not None:
            alarm = _begin(connection, site, scope, monitor, problem, run, now)
            changes.began.append(alarm)
            changes.standing.append(alarm)
    changes.standing += known.values()
    return changes


def standing(
    connection: sa.Connection, site: str | None = None, scope: str | None = None
) -> list[Alarm]:
    """The alarms that stand, the oldest first: all, of a site, or of a site and scope."""
    query = sa.select(*_COLUMNS).where(alarms.c.over_at.is_(None)).order_by(alarms.c.id)
    if site is not None:
        query = query.where(alarms.c.site == site)
    if scope is not None:
        query = query.where(alarms.c.scope == scope)
    return [Alarm(*row) for row in connection.execute(query)]


def over_since(connection: sa.Connection, moment: datetime) -> list[Alarm]:
    """The alarms that were over at a moment or later, the oldest first."""
    query = sa.select(*_COLUMNS).where(alarms.c.over_at >= moment).order_by(alarms.c.id)
    return [Alarm(*row) for row in connection.execute(query)]


def standing_before(run: int) -> sa.Select[tuple[str]]:
    """What has an alarm for the site and scope of a crawl: the names of the monitors."""
    this = sa.select(crawls.c.spider, crawls.c.scope).where(crawls.c.run == run).subquery()
    return sa.select(alarms.c.monitor).where(
        alarms.c.site == this.c.spider, alarms.c.scope == this.c.scope, alarms.c.over_at.is_(None)
    )


def messages(changes: Changes, destinations: Iterable[str]) -> Iterator[Message]:
    """What is to be told of the changes: each beginning and each end, once, to each destination."""
    for name in destinations:
        for alarm in changes.began:
            title = f"newscrawl: alarm: {alarm.site}"
            yield Message(f"alarm {alarm.id} began {name}", name, title, alarm.problem)
        for alarm in changes.over:
            title = f"newscrawl: alarm is over: {alarm.site}"
            since = f"{in_tehran(alarm.began_at):%Y-%m-%d %H:%M}"
            body = f"{alarm.problem} (since {since}, Tehran time)"
            yield Message(f"alarm {alarm.id} over {name}", name, title, body)


def _begin(
    connection: sa.Connection,
    site: str,
    scope: str,
    monitor: str,
    problem: str,
    run: int,
    now: datetime,
) -> Alarm:
    new = alarms.insert().values(
        site=site, scope=scope, monitor=monitor, problem=problem, run=run, began_at=now
    )
    return Alarm(*connection.execute(new.returning(*_COLUMNS)).one())


def _change(connection: sa.Connection, alarm: Alarm, **values: object) -> Alarm:
    changed = alarms.update().where(alarms.c.id == alarm.id).values(**values)
    return Alarm(*connection.execute(changed.returning(*_COLUMNS)).one())
