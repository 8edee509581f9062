"""What earlier crawls of the same came to."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from newscrawl.database.schema import crawls

DAY = timedelta(days=1)


def earlier_crawls(run: int, since: datetime) -> sa.Select[Any]:
    """Start, end and stats of the crawls before one that went over the same, oldest first.

    Crawls of single pages have none. The end of one that was killed is ``None``.
    """
    this = sa.select(crawls.c.spider, crawls.c.scope).where(crawls.c.run == run).subquery()
    return (
        sa.select(crawls.c.started_at, crawls.c.finished_at, crawls.c.stats)
        .where(
            crawls.c.spider == this.c.spider,
            crawls.c.scope == this.c.scope,
            crawls.c.run < run,
            crawls.c.started_at >= since,
        )
        .order_by(crawls.c.run)
    )


def by_day(ends: list[tuple[datetime, int]], now: datetime) -> tuple[int, list[int]]:
    """Sums of the last 24 hours, and of each of the days before that has anything.

    >>> noon = datetime(2021, 7, 13, 12)
    >>> by_day([(noon - 3 * DAY, 5), (noon - 2 * DAY, 2), (noon - DAY / 2, 7)], noon)
    (7, [2, 5])
    """
    sums: dict[int, int] = {}
    for end, count in ends:
        day = (now - end) // DAY
        sums[day] = sums.get(day, 0) + count
    return sums.pop(0, 0), [sums[day] for day in sorted(sums)]
