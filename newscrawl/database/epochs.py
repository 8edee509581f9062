"""Crawls and their epochs.

An epoch is one going over of a site, by as many crawls as it takes: a crawl that was killed or
stopped is continued by the next one, in the same epoch, where each page is fetched once. One that
starts while another one of the same scope runs joins its epoch. A new epoch asks again for the
pages that change, like the home page.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from newscrawl.database import fleet
from newscrawl.database.dialect import clock, is_shared, lock_sites
from newscrawl.database.schema import articles, crawls

#: An epoch older than this is not continued: a site's front page is news. What it left waiting in
#: the frontier is fetched all the same.
MAX_AGE = timedelta(hours=6)
#: Scrapy's word for a crawl with nothing left to do.
FINISHED = "finished"


def begin(
    connection: sa.Connection,
    spider: str,
    arguments: Mapping[str, Any],
    scope: str | None,
    lease_seconds: float,
) -> int:
    """Record the start of a crawl, with the epoch that it begins or continues.

    Args:
        scope: what the epoch goes over; only crawls of the same scope are continued. ``None`` for a
            crawl of single pages, which goes over nothing.
        lease_seconds: see :class:`newscrawl.database.fleet.Beat`.

    Returns:
        The run number of the crawl. An epoch has the run number of its first crawl.
    """
    lock_sites(connection, [spider])
    now = clock(connection)
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


def finish(connection: sa.Connection, run: int, reason: str, stats: Mapping[str, Any]) -> None:
    """Record the end of a crawl."""
    newest = sa.select(sa.func.max(articles.c.id)).scalar_subquery()
    connection.execute(
        crawls.update()
        .where(crawls.c.run == run)
        .values(
            finished_at=clock(connection),
            finish_reason=reason,
            stats=dict(stats),
            newest_id=newest,
        )
    )


def known_id(connection: sa.Connection, run: int) -> int:
    """Articles up to this ``id`` were stored when the scope of a crawl was last gone over to the
    end; 0 if it never was."""
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


def finished_at_last(run: int) -> sa.Select[tuple[datetime]]:
    """When the last epoch of the scope of a crawl that came to its end began: at most one row."""
    scope = sa.select(crawls.c.spider, crawls.c.scope).where(crawls.c.run == run).subquery()
    first = crawls.alias()
    return (
        sa.select(first.c.started_at)
        .where(
            crawls.c.spider == scope.c.spider,
            crawls.c.scope == scope.c.scope,
            crawls.c.finish_reason == FINISHED,
            first.c.run == crawls.c.epoch,
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
    finished = sa.select(crawls.c.run).where(of_epoch, crawls.c.finish_reason == FINISHED)
    if epoch is None or connection.scalar(finished.limit(1)) is not None:
        return None
    if is_shared(connection):
        running = sa.select(crawls.c.run).where(of_epoch, fleet.live(now, lease_seconds))
        if connection.scalar(running.limit(1)) is not None:
            return epoch
    started = connection.scalar(sa.select(crawls.c.started_at).where(crawls.c.run == epoch))
    return epoch if started is not None and now - started < MAX_AGE else None
