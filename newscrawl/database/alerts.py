"""The table ``alerts``: saved searches that tell of what they find.

(An alarm tells operators what is wrong with a crawl: :mod:`newscrawl.database.alarms`.) Every
function works in the transaction of its connection. What alerts find is in the table
``alert_hits``, see :mod:`newscrawl.database.alerting`; what is to be told waits in the outbox.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from newscrawl.alerts.news import HitKind, News, Telling
from newscrawl.database.dialect import clock, insert, is_shared
from newscrawl.database.exports import wait_for_writers
from newscrawl.database.schema import alert_hits, alerts, articles, outbox
from newscrawl.database.selection import COLUMNS, Selection, article_of
from newscrawl.search import parse

#: How the keys of their messages in the outbox begin; the name of the alert follows.
KEY = "alert "
#: The filters that a saved search may have.
FILTERS = ("site", "section", "tag", "topic")


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
    #: Articles up to this one were looked at.
    article_id: int
    looked_at: datetime
    created_at: datetime
    paused_at: datetime | None

    @property
    def selection(self) -> Selection:
        """The articles that it looks for."""
        filters: dict[str, Any] = {**self.filters}
        return Selection(**filters, query=parse(self.query))


@dataclass(frozen=True, slots=True)
class AlertState:
    """An alert, and what it did."""

    alert: Alert
    #: How many articles it found that the archive still has, and when the last of them.
    found: int
    found_at: datetime | None
    #: How many of its messages did not arrive yet.
    waiting: int


_COLUMNS = [alerts.c[field.name] for field in fields(Alert)]


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
    new = new.on_conflict_do_nothing(index_elements=["name"]).returning(alerts.c.name)
    return connection.execute(new).first() is not None


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
    row = connection.execute(sa.select(*_COLUMNS).where(alerts.c.name == name)).first()
    return None if row is None else Alert(*row)


def all_alerts(connection: sa.Connection) -> list[Alert]:
    """All alerts, by name."""
    query = sa.select(*_COLUMNS).order_by(alerts.c.name)
    return [Alert(*row) for row in connection.execute(query)]


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
    query = sa.select(alert_hits.c.id, alert_hits.c.kind, alert_hits.c.at, *COLUMNS).select_from(
        _HITS
    )
    rows = connection.execute(query.where(hits).order_by(order).limit(limit))
    return [News(id, HitKind(kind), at, article_of(row)) for id, kind, at, *row in rows]


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
    if is_shared(connection):
        wait_for_writers(connection)
    newest = connection.scalar(sa.select(sa.func.max(articles.c.id))) or 0
    return {"article_id": newest, "looked_at": now}
