"""Crawls and their epochs.

An epoch is one going over of a site, by as many crawls as it takes: a crawl that was killed or
stopped is continued by the next one, in the same epoch, where each page is fetched once. A new
epoch asks again for the pages that change, like the home page.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from newscrawl.database.schema import articles, crawls

#: An epoch older than this is not continued: a site's front page is news. What it left waiting in
#: the frontier is fetched all the same.
MAX_AGE = timedelta(hours=6)
#: Scrapy's word for a crawl with nothing left to do.
FINISHED = "finished"


def begin(
    connection: sa.Connection, spider: str, arguments: Mapping[str, Any], scope: str | None
) -> int:
    """Record the start of a crawl, with the epoch that it begins or continues.

    Args:
        scope: what the epoch goes over; only crawls of the same scope are continued. ``None`` for a
            crawl of single pages, which goes over nothing.

    Returns:
        The run number of the crawl. An epoch has the run number of its first crawl.
    """
    now = datetime.now(UTC)
    epoch = _unfinished_epoch(connection, spider, scope, now) if scope is not None else None
    values = {"spider": spider, "arguments": dict(arguments), "scope": scope, "epoch": epoch}
    run: int = connection.execute(
        crawls.insert().returning(crawls.c.run), {**values, "started_at": now, "stats": {}}
    ).scalar_one()
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
            finished_at=datetime.now(UTC),
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
    """When the last crawl of the scope of a crawl that came to its end began: at most one row."""
    scope = sa.select(crawls.c.spider, crawls.c.scope).where(crawls.c.run == run).subquery()
    return (
        sa.select(crawls.c.started_at)
        .where(
            crawls.c.spider == scope.c.spider,
            crawls.c.scope == scope.c.scope,
            crawls.c.finish_reason == FINISHED,
        )
        .order_by(crawls.c.run.desc())
        .limit(1)
    )


def _unfinished_epoch(
    connection: sa.Connection, spider: str, scope: str, now: datetime
) -> int | None:
    last = connection.execute(
        sa.select(crawls.c.epoch, crawls.c.finish_reason)
        .where(crawls.c.spider == spider, crawls.c.scope == scope)
        .order_by(crawls.c.run.desc())
        .limit(1)
    ).first()
    if last is None or last.finish_reason == FINISHED:
        return None
    started = connection.scalar(sa.select(crawls.c.started_at).where(crawls.c.run == last.epoch))
    epoch: int = last.epoch
    return epoch if started is not None and now - started < MAX_AGE else None
