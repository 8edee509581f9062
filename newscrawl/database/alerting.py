"""Looking which new articles the alerts find, and putting what they tell into the outbox.

Articles are looked at in batches, all alerts at once. What was found, the messages that tell of it
and how far each alert has come are written in one transaction: a kill, or somebody else who looks
at the same moment, finds nothing twice. The hits name articles by their ``id``, and a message names
its hits: the text is read when it is delivered, so that no copy of it is left in the outbox.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from newscrawl.alerts.news import HitKind
from newscrawl.alerts.slots import HOURLY, last_slot
from newscrawl.database import outbox, search
from newscrawl.database.alerts import KEY, Alert, all_alerts
from newscrawl.database.dialect import clock, is_shared, snapshot
from newscrawl.database.exports import wait_for_writers
from newscrawl.database.outbox import Message
from newscrawl.database.schema import alert_hits, alerts, articles
from newscrawl.database.search.build import missing_share
from newscrawl.search.candidates import Batch

#: What was published longer ago than this before the last look is no news.
NEWS: Final = timedelta(days=7)
#: Messages an hour of an alert that tells of each article by itself; the rest comes as a digest.
MOST: Final = 20
#: Articles of a batch.
BATCH: Final = 200
#: How long to wait for the writers of a shared archive; then the next look tries again.
_LOCK_TIMEOUT: Final = "2s"


@dataclass(frozen=True, slots=True)
class Found:
    """An article that an alert found."""

    alert: Alert
    kind: HitKind
    article_id: int


def look(engine: sa.Engine) -> int:
    """Look at what is new, and put into the outbox what is due; returns how many hits there were.

    Raises:
        SQLAlchemyError: if the database cannot be read or written.
    """
    count = 0
    while True:
        with snapshot(engine) as connection:
            active = [alert for alert in all_alerts(connection) if alert.paused_at is None]
            if not active:
                return count
            # While the index is being made, nobody knows what it will find.
            is_blind = missing_share(connection) is not None
            newest = connection.scalar(sa.select(sa.func.max(articles.c.id))) or 0
        behind = min(alert.article_id for alert in active)
        if newest > behind and not is_blind:
            settled = _settled(engine)
            if settled is None:
                break
            with snapshot(engine) as connection:
                search.prefer_index(connection)
                batch = _batch(connection, active, behind, settled)
                found = list(_found(connection, active, batch))
            count += _put(engine, active, found, batch)
            if not batch.is_last:
                continue
        break
    tell(engine)
    return count


@dataclass(frozen=True, slots=True)
class _Batch:
    ids: list[int]
    #: All articles up to this one were looked at then.
    until: int
    #: There are no more of them now.
    is_last: bool


def _settled(engine: sa.Engine) -> int | None:
    """The newest article below which all are committed; ``None`` if that cannot be told now."""
    newest = sa.select(sa.func.coalesce(sa.func.max(articles.c.id), 0))
    if not is_shared(engine):
        with snapshot(engine) as connection:
            return int(connection.execute(newest).scalar_one())
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_LOCK_TIMEOUT}'")
            wait_for_writers(connection)
            return int(connection.execute(newest).scalar_one())
    except OperationalError:  # somebody writes for long
        return None


def _batch(connection: sa.Connection, active: Sequence[Alert], behind: int, settled: int) -> _Batch:
    """The next articles that may be news."""
    news: sa.ColumnElement[bool] = sa.true()
    if not any(alert.any_date for alert in active):
        oldest = min(alert.looked_at for alert in active) - NEWS
        news = articles.c.published_at.is_(None) | (articles.c.published_at >= oldest)
    query = sa.select(articles.c.id).where(articles.c.id > behind, articles.c.id <= settled, news)
    ids = list(connection.scalars(query.order_by(articles.c.id).limit(BATCH)))
    is_last = len(ids) < BATCH
    return _Batch(ids, max(settled, behind) if is_last else ids[-1], is_last)


def _found(connection: sa.Connection, active: Sequence[Alert], batch: _Batch) -> Iterator[Found]:
    """What each alert finds in a batch, by the index of the archive."""
    rows = connection.execute(search.texts().where(articles.c.id.in_(batch.ids))).mappings()
    texts = {row["id"]: search.row_of(row["id"], dict(row)) for row in rows}
    words = Batch({id: [v for k, v in row.items() if k != "id"] for id, row in texts.items()})
    dialect = connection.dialect.name
    for alert in active:
        selection = alert.selection
        assert selection.query is not None
        ids = [id for id in words.candidates(selection.query) if id > alert.article_id]
        if not ids:
            continue
        conditions = replace(selection, query=None).conditions(dialect)
        if not alert.any_date:
            published = articles.c.published_at
            conditions.append(published.is_(None) | (published >= alert.looked_at - NEWS))
        conditions += [articles.c.id.in_(ids), search.matching(selection.query, dialect, ids)]
        for id in connection.scalars(sa.select(articles.c.id).where(*conditions)):
            yield Found(alert, HitKind.NEW, id)


def _put(engine: sa.Engine, active: Sequence[Alert], found: Iterable[Found], batch: _Batch) -> int:
    """Store what was found, and how far the alerts have come; those that somebody else took
    further, or changed, since they were read are left alone."""
    with engine.begin() as connection:
        now = clock(connection)
        same = _unchanged(connection, active)
        told = [hit for hit in found if hit.alert.name in same]
        hits = [
            {"alert": hit.alert.name, "kind": hit.kind, "article_id": hit.article_id, "at": now}
            for hit in sorted(told, key=lambda hit: (hit.article_id, hit.alert.name))
        ]
        if hits:
            connection.execute(alert_hits.insert(), hits)
        moved = alerts.update().where(
            alerts.c.name == sa.bindparam("of"), alerts.c.article_id < batch.until
        )
        values: dict[str, object] = {"article_id": batch.until}
        # All of an outage is looked at as of before it.
        values |= {"looked_at": now} if batch.is_last else {}
        if same:
            connection.execute(moved.values(values), [{"of": name} for name in same])
        _tell_all(connection, {hit.alert.name: hit.alert for hit in told}, now)
    return len(hits)


def _unchanged(connection: sa.Connection, active: Sequence[Alert]) -> dict[str, Alert]:
    query = sa.select(alerts.c.name, alerts.c.article_id, alerts.c.created_at)
    query = query.where(alerts.c.paused_at.is_(None)).with_for_update()
    now = {name: rest for name, *rest in connection.execute(query.order_by(alerts.c.name))}
    return {
        alert.name: alert
        for alert in active
        if now.get(alert.name) == [alert.article_id, alert.created_at]
    }


def tell(engine: sa.Engine) -> None:
    """Put the digests that are due into the outbox."""
    waiting = sa.select(alert_hits.c.alert).where(alert_hits.c.message.is_(None)).distinct()
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
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
    untold = (
        sa.select(alert_hits.c.alert, alert_hits.c.id, alert_hits.c.at)
        .where(alert_hits.c.message.is_(None), alert_hits.c.alert.in_(states))
        .order_by(alert_hits.c.alert, alert_hits.c.id)
    )
    for name, hits in groupby(connection.execute(untold).all(), key=lambda hit: hit.alert):
        alert = states[name]
        waiting = list(hits)
        slot = last_slot(alert.digest or HOURLY, now)
        if waiting[0].at < slot:
            _message(connection, alert, [hit.id for hit in waiting], now)
        elif alert.digest is None:
            room = MOST - _told_since(connection, name, slot)
            for hit in waiting[: max(room, 0)]:
                _message(connection, alert, [hit.id], now)


def _told_since(connection: sa.Connection, name: str, slot: datetime) -> int:
    told = sa.select(sa.func.count(alert_hits.c.message.distinct())).where(
        alert_hits.c.alert == name, alert_hits.c.at >= slot
    )
    return connection.scalar(told) or 0


def _message(connection: sa.Connection, alert: Alert, hits: Sequence[int], now: datetime) -> None:
    # Not a number: SQLite would give it again.
    message = uuid4().hex
    of_hits = sa.between(alert_hits.c.id, hits[0], hits[-1]) & (alert_hits.c.alert == alert.name)
    connection.execute(
        alert_hits.update().where(of_hits, alert_hits.c.message.is_(None)).values(message=message)
    )
    messages = [
        Message(f"{KEY}{alert.name} {message} {to}", to, f"alert {alert.name}", message)
        for to in alert.destinations
        if to != "feed"
    ]
    outbox.put(connection, messages, now)
