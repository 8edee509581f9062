"""Crawls and their epochs.

An epoch is one complete pass over a site. It may take several crawls: the next crawl continues the
epoch of one that was killed or stopped, and each page is fetched once per epoch. A crawl that
starts while another one with the same scope is running joins its epoch. A new epoch fetches again
the pages that change, like the home page.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from newscrawl.database import alarms, clocks, heartbeat, outbox
from newscrawl.database.alarms import Alarm
from newscrawl.database.dialect import clock, is_shared, lock_sites
from newscrawl.database.schema import articles, crawls

#: Older epochs are not continued, because front pages are outdated by then. Their pending requests
#: stay in the frontier and are fetched.
MAX_AGE = timedelta(hours=6)
#: Scrapy's finish reason of a crawl with nothing left to do.
FINISHED = "finished"
#: Those of a crawl that is complete, or that a limit of the user ended.
GOOD_REASONS = frozenset(
    (FINISHED, "closespider_itemcount", "closespider_pagecount", "closespider_timeout")
)
#: Ours of a crawl whose site did not answer, or refused. It ends its epoch: what is left stays in
#: the frontier, and once the site is well, its front page has moved on.
UNREACHABLE, REFUSED = "site_unreachable", "site_refuses"
#: The finish reasons that end an epoch.
ENDS = (FINISHED, UNREACHABLE, REFUSED)


def begin(
    connection: sa.Connection,
    spider: str,
    arguments: Mapping[str, Any],
    scope: str | None,
    lease_seconds: float,
) -> int:
    """Record the start of a crawl, with the epoch that it begins or continues.

    Args:
        scope: what the epoch covers; only crawls of the same scope are continued. ``None`` for a
            crawl of single pages.
        lease_seconds: see :class:`newscrawl.database.heartbeat.Heartbeat`.

    Returns:
        The run number of the crawl. An epoch has the run number of its first crawl.
    """
    lock_sites(connection, [spider])
    now = clock(connection)
    _warn_of_the_future(connection, spider, now)
    epoch = None
    if scope is not None:
        epoch = _unfinished_epoch(connection, spider, scope, now, lease_seconds)
    values = {
        "spider": spider,
        "arguments": dict(arguments),
        "scope": scope,
        "epoch": epoch,
        "started_at": now,
        "heartbeat_at": now,
        "stats": {},
    }
    run: int = connection.execute(crawls.insert().returning(crawls.c.run), values).scalar_one()
    if epoch is None:
        connection.execute(crawls.update().where(crawls.c.run == run).values(epoch=run))
    return run


def finish(
    connection: sa.Connection,
    run: int,
    reason: str,
    stats: Mapping[str, Any],
    findings: Mapping[str, str | None] | None = None,
    destinations: Collection[str] = (),
) -> list[Alarm]:
    """Record the end of a crawl, and what its monitors found.

    Args:
        findings: see :func:`newscrawl.database.alarms.update`.
        destinations: who is told of alarms that begin or are over; names in the outbox.

    Returns:
        The alarms that stand now for the site and scope of the crawl.
    """
    now = clock(connection)
    newest = sa.select(sa.func.max(articles.c.id)).scalar_subquery()
    connection.execute(
        crawls.update()
        .where(crawls.c.run == run)
        .values(
            finished_at=now,
            finish_reason=reason,
            stats=dict(stats),
            newest_id=newest,
        )
    )
    site, scope = connection.execute(
        sa.select(crawls.c.spider, crawls.c.scope).where(crawls.c.run == run)
    ).one()
    if scope is None:
        return []
    lock_sites(connection, [site])
    changes = alarms.update(connection, site, scope, run, findings or {}, now)
    outbox.put(connection, alarms.messages(changes, destinations), now)
    return changes.standing


def known_id(connection: sa.Connection, run: int) -> int:
    """The highest article ``id`` at the end of the last complete crawl of the same scope.

    0 if there was none.
    """
    scope = sa.select(crawls.c.spider, crawls.c.scope).where(crawls.c.run == run).subquery()
    return (
        connection.scalar(
            sa.select(sa.func.max(crawls.c.newest_id)).where(
                crawls.c.spider == scope.c.spider,
                crawls.c.scope == scope.c.scope,
                crawls.c.finish_reason == FINISHED,
            )
        )
        or 0
    )


def finished_at_last(run: int, now: datetime) -> sa.Select[tuple[datetime]]:
    """Select the start of the last complete epoch of the scope of a crawl: at most one row."""
    scope = sa.select(crawls.c.spider, crawls.c.scope).where(crawls.c.run == run).subquery()
    first = crawls.alias()
    return (
        sa.select(first.c.started_at)
        .where(
            crawls.c.spider == scope.c.spider,
            crawls.c.scope == scope.c.scope,
            crawls.c.finish_reason == FINISHED,
            first.c.run == crawls.c.epoch,
            clocks.possible(first.c.started_at, now),
        )
        .order_by(crawls.c.run.desc())
        .limit(1)
    )


def _unfinished_epoch(
    connection: sa.Connection, spider: str, scope: str, now: datetime, lease_seconds: float
) -> int | None:
    of_scope = (crawls.c.spider == spider) & (crawls.c.scope == scope)
    last = sa.select(crawls.c.epoch).where(of_scope).order_by(crawls.c.run.desc()).limit(1)
    epoch: int | None = connection.scalar(last)
    of_epoch = of_scope & (crawls.c.epoch == epoch)
    finished = sa.select(crawls.c.run).where(of_epoch, crawls.c.finish_reason.in_(ENDS))
    if epoch is None or connection.scalar(finished.limit(1)) is not None:
        return None
    if is_shared(connection):
        running = sa.select(crawls.c.run).where(of_epoch, heartbeat.live(now, lease_seconds))
        if connection.scalar(running.limit(1)) is not None:
            return epoch
    started = connection.scalar(sa.select(crawls.c.started_at).where(crawls.c.run == epoch))
    if started is None or not clocks.is_possible(started, now):
        return None
    return epoch if now - started < MAX_AGE else None


def _warn_of_the_future(connection: sa.Connection, spider: str, now: datetime) -> None:
    moments = (crawls.c.started_at, crawls.c.finished_at, crawls.c.heartbeat_at)
    is_wrong = sa.or_(*(~clocks.possible(moment, now) for moment in moments))
    query = sa.select(crawls.c.run, *moments).where(crawls.c.spider == spider, is_wrong)
    if (last := connection.execute(query.order_by(crawls.c.run.desc()).limit(1)).first()) is None:
        return
    latest = max(moment for moment in last[1:] if moment is not None)
    clocks.warn(f"Crawl {last.run} of {spider} says", latest, "its times are ignored")
