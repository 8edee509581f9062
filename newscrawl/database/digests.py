"""What is told once a day: how all sites are, and what happened since it was told last.

A digest is a message of the outbox. Its key has its day, so that it is put there once, however many
processes find it due. Every function works in the transaction of its connection.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from newscrawl.database.alarms import Alarm, over_since
from newscrawl.database.fleet import Fleet, fleet
from newscrawl.database.schema import articles, crawls, outbox

_KEY = "digest "
#: What a digest is of if there was none before, and at most.
USUAL, LONGEST = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True, slots=True)
class DailyDigest:
    """How all sites are, and what happened. All moments are aware."""

    #: Now.
    fleet: Fleet
    #: When the one before was put.
    since: datetime
    #: Articles that were stored since then, and still are.
    articles: int
    #: Alarms that were over since then, the oldest first.
    over: list[Alarm]


def key(day: date, destination: str) -> str:
    """The key of the message of a day."""
    return f"{_KEY}{day} {destination}"


def untold(connection: sa.Connection, day: date, destinations: Collection[str]) -> list[str]:
    """The destinations that the digest of a day was not put for."""
    keys = {key(day, destination): destination for destination in destinations}
    known = set(connection.scalars(sa.select(outbox.c.key).where(outbox.c.key.in_(list(keys)))))
    return [destination for name, destination in keys.items() if name not in known]


def digest(connection: sa.Connection) -> DailyDigest:
    """What is to be told now."""
    state = fleet(connection)
    last = connection.scalar(
        sa.select(sa.func.max(outbox.c.created_at)).where(
            outbox.c.key.startswith(_KEY), outbox.c.created_at <= state.at
        )
    )
    since = state.at - USUAL if last is None else max(last, state.at - LONGEST)
    count = _stored_since(connection, since, [one.site for one in state.sites])
    return DailyDigest(state, since, count, over_since(connection, since))


def _stored_since(connection: sa.Connection, since: datetime, sites: Collection[str]) -> int:
    """How many articles were stored since a moment. No index has it: only those are read that came
    after the newest one that a crawl before knew of."""
    if not sites:
        return 0
    names = sa.values(sa.column("site", sa.Text), name="names").data([(name,) for name in sites])
    wanted = names.cte("names")
    known = (
        sa.select(crawls.c.newest_id)
        .where(
            crawls.c.spider == wanted.c.site,
            crawls.c.started_at <= since,
            crawls.c.finished_at <= since,
        )
        .order_by(crawls.c.started_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    before = max(
        (id for id in connection.scalars(sa.select(known).select_from(wanted)) if id), default=0
    )
    query = sa.select(sa.func.count()).select_from(articles)
    query = query.where(articles.c.id > before, articles.c.fetched_at >= since)
    return connection.scalar(query) or 0
