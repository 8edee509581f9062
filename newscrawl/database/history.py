"""Results of earlier crawls of the same scope."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from newscrawl.database.clocks import possible
from newscrawl.database.schema import crawls

DAY = timedelta(days=1)


def earlier_crawls(run: int, since: datetime, now: datetime) -> sa.Select[Any]:
    """Select start, end and stats of the earlier crawls of the same scope, oldest first.

    None for a crawl of single pages, and none of the future: a clock was wrong. A killed crawl has
    ``None`` as its end.
    """
    this = sa.select(crawls.c.spider, crawls.c.scope).where(crawls.c.run == run).subquery()
    return (
        sa.select(crawls.c.started_at, crawls.c.finished_at, crawls.c.stats)
        .where(
            crawls.c.spider == this.c.spider,
            crawls.c.scope == this.c.scope,
            crawls.c.run < run,
            crawls.c.started_at >= since,
            possible(crawls.c.started_at, now),
            crawls.c.finished_at.is_(None) | possible(crawls.c.finished_at, now),
        )
        .order_by(crawls.c.run)
    )


def by_day(ends: list[tuple[datetime, int]], now: datetime) -> tuple[int, list[int]]:
    """The sum of the last 24 hours, and the sums of the earlier days that have any.

    >>> noon = datetime(2021, 7, 13, 12)
    >>> by_day([(noon - 3 * DAY, 5), (noon - 2 * DAY, 2), (noon - DAY / 2, 7)], noon)
    (7, [2, 5])
    """
    sums: dict[int, int] = {}
    for end, count in ends:
        day = max((now - end) // DAY, 0)  # clocks differ a little
        sums[day] = sums.get(day, 0) + count
    return sums.pop(0, 0), [sums[day] for day in sorted(sums)]
