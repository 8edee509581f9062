"""Looking what the alerts find in what is new, and putting what they tell into the outbox.

What was found, the messages that tell of it and how far each alert has come are written in one
transaction: a kill, or somebody else who looks at the same moment, finds nothing twice. The hits
name articles by their ``id``, and a message names its hits: the texts are read when it is
delivered, so that no copy of them is left in the outbox.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from itertools import groupby
from typing import Final
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from newscrawl.alerts.slots import HOURLY, last_slot
from newscrawl.database import outbox
from newscrawl.database.alertfinding import Looked, find_articles, find_changes
from newscrawl.database.alerts import FEED, KEY, Alert, Reached, all_alerts, newest
from newscrawl.database.dialect import clock, is_shared, snapshot
from newscrawl.database.exports import wait_for_writers
from newscrawl.database.outbox import Message
from newscrawl.database.schema import alert_hits, alerts
from newscrawl.database.search.build import missing_share

#: Messages an hour of an alert that tells of each article by itself; the rest comes as a digest.
MOST: Final = 20
#: How long to wait for the writers of a shared archive; then the next look tries again.
_LOCK_TIMEOUT: Final = "2s"

_Find = Callable[[sa.Connection, Sequence[Alert], Reached], Looked]


def look(engine: sa.Engine) -> int:
    """Look at what is new, and put into the outbox what is due; returns how many hits there were.

    Raises:
        SQLAlchemyError: if the database cannot be read or written.
    """
    until = _news(engine)
    count = 0 if until is None else look_until(engine, until)
    tell(engine)
    return count


def look_until(engine: sa.Engine, until: Reached) -> int:
    """Look at what is new, up to an end before which all is committed; returns how many hits there
    were."""
    count = _look(engine, until, find_articles, lambda alert: _is_behind(alert, until))
    return count + _look(engine, until, find_changes, lambda alert: _misses_changes(alert, until))


def _is_behind(alert: Alert, until: Reached) -> bool:
    return alert.reached.article_id < until.article_id


def _misses_changes(alert: Alert, until: Reached) -> bool:
    reached = alert.reached
    return alert.with_changes and (
        reached.revision_id < until.revision_id or reached.removal_id < until.removal_id
    )


def _news(engine: sa.Engine) -> Reached | None:
    """The end of the archive if an alert has not come so far, and all before it is committed."""
    with snapshot(engine) as connection:
        end = newest(connection)
        # While the index is being made, nobody knows what it will find.
        if not _is_needed(connection, end) or missing_share(connection) is not None:
            return None
        if not is_shared(connection):  # one writer at a time
            return end
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_LOCK_TIMEOUT}'")
            wait_for_writers(connection)
            return newest(connection)
    except OperationalError:  # somebody writes for long
        return None


def _is_needed(connection: sa.Connection, end: Reached) -> bool:
    """Whether an alert has not come to an end yet."""
    behind = [
        alerts.c.article_id < end.article_id,
        alerts.c.with_changes & (alerts.c.revision_id < end.revision_id),
        alerts.c.with_changes & (alerts.c.removal_id < end.removal_id),
    ]
    some = sa.select(alerts.c.name).where(alerts.c.paused_at.is_(None), sa.or_(*behind))
    return connection.scalar(some.limit(1)) is not None


def _look(
    engine: sa.Engine,
    until: Reached,
    find: _Find,
    is_wanted: Callable[[Alert], bool],
) -> int:
    count = 0
    is_last = False
    while not is_last:
        with snapshot(engine) as connection:  # where they are now: a batch has moved them
            behind = [alert for alert in _active(connection) if is_wanted(alert)]
            if not behind:
                break
            looked = find(connection, behind, until)
        with engine.begin() as connection:
            count += _put(connection, behind, looked)
        is_last = looked.is_last
    return count


def _active(connection: sa.Connection) -> list[Alert]:
    return [alert for alert in all_alerts(connection) if alert.paused_at is None]


def _put(connection: sa.Connection, behind: Sequence[Alert], looked: Looked) -> int:
    """Store what was found, and how far the alerts have come; those that somebody else took
    further, or changed, since they were read are left alone."""
    now = clock(connection)
    same = _unchanged(connection, behind)
    told = [hit for hit in looked.found if hit.alert.name in same]
    hits = [
        {
            "alert": hit.alert.name,
            "kind": hit.kind,
            "article_id": hit.article_id,
            "change_id": hit.change_id,
            "at": now,
        }
        for hit in sorted(told, key=lambda hit: (hit.article_id, hit.change_id or 0))
    ]
    if hits:
        connection.execute(alert_hits.insert(), hits)
    _move(connection, list(same.values()), looked, now)
    _tell_all(connection, {hit.alert.name: hit.alert for hit in told}, now)
    return len(hits)


def _move(connection: sa.Connection, moved: Sequence[Alert], looked: Looked, now: datetime) -> None:
    """Say how far alerts have come; most of them have been in one place."""
    of_place: defaultdict[tuple[Reached, datetime], list[str]] = defaultdict(list)
    for alert in moved:
        # Until the last batch, news are of as long ago as when they were looked for first.
        is_done = looked.is_last and looked.reached.article_id > 0
        place = alert.reached.at_least(looked.reached), now if is_done else alert.looked_at
        of_place[place].append(alert.name)
    for (reached, looked_at), names in of_place.items():
        values = {**asdict(reached), "looked_at": looked_at}
        connection.execute(alerts.update().where(_among(connection, names)).values(values))


def _among(connection: sa.Connection, names: Sequence[str]) -> sa.ColumnElement[bool]:
    if is_shared(connection):
        return alerts.c.name == sa.any_(sa.literal(names, sa.ARRAY(sa.Text)))
    listed = sa.func.json_each(json.dumps(names)).table_valued("value")
    return alerts.c.name.in_(sa.select(listed.c.value))


def _unchanged(connection: sa.Connection, known: Sequence[Alert]) -> dict[str, Alert]:
    columns = [alerts.c[name] for name in ("name", "created_at", *Reached.__slots__)]
    query = sa.select(*columns).where(alerts.c.paused_at.is_(None)).order_by(alerts.c.name)
    now = {row[0]: row[1:] for row in connection.execute(query.with_for_update())}
    return {
        alert.name: alert
        for alert in known
        if now.get(alert.name) == (alert.created_at, *alert.reached.numbers)
    }


def tell(engine: sa.Engine) -> None:
    """Put the digests that are due into the outbox."""
    waiting = sa.select(alert_hits.c.alert).where(alert_hits.c.message.is_(None)).distinct()
    with snapshot(engine) as connection:
        if not connection.scalars(waiting).all():
            return
    with engine.begin() as connection:
        names = set(connection.scalars(waiting))
        query = sa.select(alerts.c.name).where(alerts.c.name.in_(names)).with_for_update()
        connection.execute(query.order_by(alerts.c.name))
        states = {alert.name: alert for alert in all_alerts(connection) if alert.name in names}
        _tell_all(connection, states, clock(connection))


def _tell_all(connection: sa.Connection, states: Mapping[str, Alert], now: datetime) -> None:
    """Put messages of what alerts have found and not told, as far as they are due."""
    if not states:
        return
    untold = (
        sa.select(alert_hits.c.alert, alert_hits.c.id, alert_hits.c.at)
        .where(alert_hits.c.message.is_(None))
        .order_by(alert_hits.c.alert, alert_hits.c.id)
    )
    rows = [row for row in connection.execute(untold) if row.alert in states]
    told = _told_in(connection, last_slot(HOURLY, now)) if rows else {}
    messages: list[tuple[Alert, list[int]]] = []
    for name, hits in groupby(rows, key=lambda hit: hit.alert):
        alert, waiting = states[name], list(hits)
        ids = [hit.id for hit in waiting]
        if waiting[0].at < last_slot(alert.digest or HOURLY, now):
            messages.append((alert, ids))
        elif alert.digest is None:
            messages += [(alert, [id]) for id in ids[: max(MOST - told.get(name, 0), 0)]]
    _put_messages(connection, messages, now)


def _told_in(connection: sa.Connection, slot: datetime) -> dict[str, int]:
    """How many messages of each alert tell of what was found since a moment."""
    count = sa.func.count(alert_hits.c.message.distinct())
    told = sa.select(alert_hits.c.alert, count).where(alert_hits.c.at >= slot)
    rows = connection.execute(told.group_by(alert_hits.c.alert))
    return {row.alert: row[1] for row in rows}


def _put_messages(
    connection: sa.Connection, messages: Sequence[tuple[Alert, list[int]]], now: datetime
) -> None:
    named, sent = [], []
    for alert, ids in messages:
        message = uuid4().hex  # no number: SQLite would give it again
        named += [{"hit": id, "message": message} for id in ids]
        sent += [
            Message(f"{KEY}{alert.name} {message} {place}", to, f"alert {alert.name}", message)
            for place, to in enumerate(alert.destinations)
            if to != FEED
        ]
    if named:
        hits = alert_hits.update().where(alert_hits.c.id == sa.bindparam("hit"))
        connection.execute(hits.values(message=sa.bindparam("message")), named)
    outbox.put(connection, sent, now)
