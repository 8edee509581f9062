"""The table ``alerts``: saved searches that tell of what they find.

(An alarm tells operators what is wrong with a crawl: :mod:`newscrawl.database.alarms`.) Every
function works in the transaction of its connection. What alerts find is in the table
``alert_hits``, see :mod:`newscrawl.database.alerting`; what is to be told waits in the outbox.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from newscrawl.alerts.news import HitKind, News, Telling
from newscrawl.database.changes.reading import Change, ChangesPosition, changes_after
from newscrawl.database.dialect import clock, insert, is_shared
from newscrawl.database.exports import wait_for_writers
from newscrawl.database.schema import (
    alert_hits,
    alert_place,
    alerts,
    articles,
    outbox,
    removals,
    revisions,
)
from newscrawl.database.selection import COLUMNS, Selection, article_of
from newscrawl.search import parse

#: How the keys of their messages in the outbox begin; the name of the alert follows.
KEY = "alert "
#: The destination that is told nothing: its hits are read as a feed.
FEED = "feed"
#: The filters that a saved search may have.
FILTERS = ("site", "section", "tag", "topic")


@dataclass(frozen=True, slots=True)
class Reached:
    """How far alerts have come, or an archive: the newest article, earlier version and row of
    ``removals``."""

    article_id: int = 0
    revision_id: int = 0
    removal_id: int = 0

    @property
    def numbers(self) -> tuple[int, int, int]:
        """All three."""
        return self.article_id, self.revision_id, self.removal_id

    def at_least(self, other: Reached) -> Reached:
        """The further of both, in each."""
        return Reached(
            max(self.article_id, other.article_id),
            max(self.revision_id, other.revision_id),
            max(self.removal_id, other.removal_id),
        )


@dataclass(frozen=True, slots=True)
class Alert:
    """A saved search, and whom it tells. All moments are aware."""

    name: str
    query: str
    #: By their names, see :data:`FILTERS`.
    filters: dict[str, str]
    #: See :func:`newscrawl.alerts.destinations.parse_destination`.
    destinations: list[str]
    #: See :func:`newscrawl.alerts.slots.parse_digest`; ``None``: one message an article.
    digest: str | None
    #: It tells of edits and removals, too.
    with_changes: bool
    #: It tells also of articles that were published long ago.
    any_date: bool
    created_at: datetime
    paused_at: datetime | None
    #: What was there when it was made or resumed: it finds only what came later.
    since: Reached

    @property
    def selection(self) -> Selection:
        """The articles that it looks for."""
        filters: dict[str, Any] = {**self.filters}
        return Selection(**filters, query=_parsed(self.query))


#: A courier looks with the same alerts again and again.
_parsed = lru_cache(10_000)(parse)


@dataclass(frozen=True, slots=True)
class AlertPlace:
    """Where all alerts are."""

    #: What was looked at.
    reached: Reached
    #: When all that was there had been looked at; aware.
    looked_at: datetime


@dataclass(frozen=True, slots=True)
class AlertState:
    """An alert, and what it did."""

    alert: Alert
    #: How many articles it found that the archive still has, and when the last of them.
    found: int
    found_at: datetime | None
    #: How many of its messages did not arrive yet.
    waiting: int


_COLUMNS = [alerts.c[one.name] for one in fields(Alert) if one.name != "since"]
_SINCE = [alerts.c[one.name] for one in fields(Reached)]
_TABLES = (articles, revisions, removals)


def exist(connection: sa.Connection) -> bool:
    """Whether there is any alert."""
    return connection.scalar(sa.select(sa.exists(sa.select(alerts.c.name)))) or False


def add(
    connection: sa.Connection,
    name: str,
    query: str,
    filters: Mapping[str, str],
    destinations: Iterable[str],
    *,
    digest: str | None = None,
    with_changes: bool = False,
    any_date: bool = False,
) -> bool:
    """Add an alert for what is stored from now on; returns whether the name was free."""
    now = clock(connection)
    new = insert(connection.dialect.name, alerts).values(
        name=name,
        query=query,
        filters=dict(filters),
        destinations=list(destinations),
        digest=digest,
        with_changes=with_changes,
        any_date=any_date,
        created_at=now,
        **_from_now(connection, now),
    )
    new = new.on_conflict_do_nothing(index_elements=["name"])
    return connection.execute(new.returning(alerts.c.name)).first() is not None


def remove(connection: sa.Connection, name: str) -> bool:
    """Remove an alert with all that it found and has not told; whether there was one."""
    connection.execute(alert_hits.delete().where(alert_hits.c.alert == name))
    connection.execute(outbox.delete().where(_of(f"{KEY}{name} "), outbox.c.sent_at.is_(None)))
    return connection.execute(alerts.delete().where(alerts.c.name == name)).rowcount > 0


def pause(connection: sa.Connection, name: str) -> bool:
    """Let an alert find nothing from now on; whether it was at work."""
    at_work = (alerts.c.name == name) & alerts.c.paused_at.is_(None)
    paused = alerts.update().where(at_work).values(paused_at=clock(connection))
    return connection.execute(paused).rowcount > 0


def resume(connection: sa.Connection, name: str) -> bool:
    """Let a paused alert go on with what is stored from now on; whether it was paused."""
    is_paused = (alerts.c.name == name) & alerts.c.paused_at.is_not(None)
    values = {"paused_at": None, **_from_now(connection, clock(connection))}
    return connection.execute(alerts.update().where(is_paused).values(values)).rowcount > 0


def named(connection: sa.Connection, name: str) -> Alert | None:
    """An alert, ``None`` if there is none of the name."""
    row = connection.execute(_SELECT.where(alerts.c.name == name)).first()
    return None if row is None else _alert(row)


def all_alerts(connection: sa.Connection) -> list[Alert]:
    """All alerts, by name."""
    return [_alert(row) for row in connection.execute(_SELECT.order_by(alerts.c.name))]


_SELECT = sa.select(*_COLUMNS, *_SINCE)


def _alert(row: sa.Row[Any]) -> Alert:
    count = len(_COLUMNS)
    values: list[Any] = [*row[:count], Reached(*row[count:])]
    return Alert(*values)


def active_alerts(connection: sa.Connection, among: Collection[str] | None = None) -> list[Alert]:
    """Those that are not paused, by name.

    Args:
        among: only of these names; nobody else changes them before the transaction ends.
    """
    query = _SELECT.where(alerts.c.paused_at.is_(None)).order_by(alerts.c.name)
    if among is not None:
        query = query.where(alerts.c.name.in_(among)).with_for_update()
    return [_alert(row) for row in connection.execute(query)]


def read_place(connection: sa.Connection, *, for_update: bool = False) -> AlertPlace | None:
    """How far all alerts have come; ``None`` if there never was any.

    Args:
        for_update: nobody else moves them before the transaction ends.
    """
    query = sa.select(*(alert_place.c[name] for name in (*Reached.__slots__, "looked_at")))
    row = connection.execute(query.with_for_update() if for_update else query).first()
    return None if row is None else AlertPlace(Reached(*row[:-1]), row[-1])


def move_place(connection: sa.Connection, to: AlertPlace) -> None:
    """Say how far all alerts have come."""
    values = {**asdict(to.reached), "looked_at": to.looked_at}
    new = insert(connection.dialect.name, alert_place).values(id=1, **values)
    connection.execute(new.on_conflict_do_update(index_elements=["id"], set_=values))


def newest(connection: sa.Connection) -> Reached:
    """The end of the archive."""
    ends = (sa.select(sa.func.max(table.c.id)) for table in _TABLES)
    return Reached(*(connection.scalar(query) or 0 for query in ends))


def told(connection: sa.Connection, message: str, limit: int) -> Telling | None:
    """What a message tells, as the archive has it now; ``None`` if nothing of it is left.

    Args:
        limit: so many articles at most; the rest is counted.
    """
    hits = alert_hits.c.message == message
    name = connection.scalar(sa.select(alert_hits.c.alert).where(hits).limit(1))
    alert = None if name is None else named(connection, name)
    if alert is None:
        return None
    news = _news(connection, hits, alert_hits.c.id.asc(), limit)
    count = connection.scalar(sa.select(sa.func.count()).select_from(_HITS).where(hits)) or 0
    return Telling(message, alert.name, alert.query, alert.filters, news, count - len(news))


def latest(connection: sa.Connection, name: str, limit: int) -> Telling | None:
    """What an alert found last, the newest first; ``None`` if there is no such alert."""
    alert = named(connection, name)
    if alert is None:
        return None
    news = _news(connection, alert_hits.c.alert == name, alert_hits.c.id.desc(), limit)
    return Telling(name, alert.name, alert.query, alert.filters, news, 0)


_HITS = alert_hits.join(articles, articles.c.id == alert_hits.c.article_id)


def _news(
    connection: sa.Connection,
    hits: sa.ColumnElement[bool],
    order: sa.ColumnElement[int],
    limit: int,
) -> list[News]:
    columns = [alert_hits.c[name] for name in ("id", "kind", "at", "change_id")]
    query = sa.select(*columns, *COLUMNS).select_from(_HITS).where(hits)
    found = []
    for id, kind, at, change_id, *row in connection.execute(query.order_by(order).limit(limit)):
        change = _change(connection, HitKind(kind), change_id)
        if change is None and kind != HitKind.NEW:
            continue  # it turned out that no editor made it
        found.append(News(id, HitKind(kind), at, article_of(row), change))
    return found


def _change(connection: sa.Connection, kind: HitKind, id: int | None) -> Change | None:
    if id is None:
        return None
    never = 2**62
    if kind is HitKind.EDIT:
        begin, end = ChangesPosition(id - 1, never), ChangesPosition(id, 0)
    else:
        begin, end = ChangesPosition(never, id - 1), ChangesPosition(0, id)
    return next(iter(changes_after(connection, begin, end)), None)


def states(connection: sa.Connection) -> list[AlertState]:
    """All alerts, by name, and what they did."""
    found = sa.select(alert_hits.c.alert, sa.func.count(), sa.func.max(alert_hits.c.at)).group_by(
        alert_hits.c.alert
    )
    counts = {name: (count, at) for name, count, at in connection.execute(found)}
    keys = sa.select(outbox.c.key).where(_of(KEY), outbox.c.due_at.is_not(None))
    waiting = [key.split(" ")[1] for key in connection.scalars(keys)]
    return [
        AlertState(alert, *counts.get(alert.name, (0, None)), waiting.count(alert.name))
        for alert in all_alerts(connection)
    ]


def _of(prefix: str) -> sa.ColumnElement[bool]:
    # LIKE would take upper and lower case for the same on SQLite.
    return sa.func.substr(outbox.c.key, 1, len(prefix)) == prefix


def _from_now(connection: sa.Connection, now: datetime) -> dict[str, object]:
    """What a new alert does not find. While none is at work, nobody looks: all begin here then."""
    if is_shared(connection):
        wait_for_writers(connection)
    end = newest(connection)
    at_work = sa.select(alerts.c.name).where(alerts.c.paused_at.is_(None)).limit(1)
    if connection.scalar(at_work) is None:
        move_place(connection, AlertPlace(end, now))
    return asdict(end)
