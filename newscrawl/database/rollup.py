"""The table ``crawl_days``: crawls that were pruned, summed up by day, in SQL."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from newscrawl.database.crawls import FINISHED
from newscrawl.database.schema import crawl_days, crawls

#: How many of the last crawls of each site, and of each of its scopes, stay whatever their age.
LAST = 10
#: Stats that say how much there is, and not how much was done: a sum of them says nothing.
NO_SUMS = ("memusage/", "newscrawl/total_by/", "codes/runs", "archive/total", "codes/total")
_COLUMNS = [
    crawls.c[name] for name in ("run", "scope", "epoch", "started_at", "finish_reason", "newest_id")
]


def doomed(connection: sa.Connection, site: str, before: datetime) -> list[int]:
    """The runs of a site's crawls that began before a moment and that nothing looks back to, in
    order.

    These stay: the first crawl, from which on the report counts; the last ones, of the site and of
    each scope; the last one of each scope that came to its end, and the one that had come to the
    newest article, from which the next crawl tells what it has seen before; and all crawls of the
    epochs of these.
    """
    query = sa.select(*_COLUMNS).where(crawls.c.spider == site).order_by(crawls.c.run)
    rows = connection.execute(query).all()
    if not rows or rows[0].started_at >= before:
        return []
    kept = {rows[0].run, *(row.run for row in rows[-LAST:])}
    by_scope: defaultdict[str | None, list[sa.Row[Any]]] = defaultdict(list)
    for row in rows:
        by_scope[row.scope].append(row)
    for scope, some in by_scope.items():
        if scope is None:
            continue
        kept |= {row.run for row in some[-LAST:]}
        ended = [row for row in some if row.finish_reason == FINISHED]
        if ended:
            newest = max(ended, key=lambda row: (row.newest_id or 0, row.run))
            kept |= {ended[-1].run, newest.run}
    kept |= {row.run for row in rows if row.started_at >= before}
    epochs = {row.epoch for row in rows if row.run in kept}
    return [row.run for row in rows if row.run not in kept and row.epoch not in epochs]


def sum_up(
    connection: sa.Connection,
    runs: Sequence[int],
    has_failed: Callable[[Mapping[str, Any]], bool],
) -> int:
    """Remove crawls, and add them to their days; returns how many.

    Args:
        has_failed: whether a crawl with such stats did not do its job.
    """
    names = ("spider", "started_at", "finished_at", "stats")
    gone = crawls.delete().where(crawls.c.run.in_(runs)).returning(*(crawls.c[n] for n in names))
    rows = connection.execute(gone).all()
    days: defaultdict[tuple[str, str], list[sa.Row[Any]]] = defaultdict(list)
    for row in rows:
        days[row.spider, row.started_at.date().isoformat()].append(row)
    for (spider, day), some in days.items():
        of_day = (crawl_days.c.spider == spider, crawl_days.c.day == day)
        before = connection.execute(sa.select(crawl_days).where(*of_day)).first()
        connection.execute(crawl_days.delete().where(*of_day))
        failed = sum(row.finished_at is None or has_failed(row.stats) for row in some)
        connection.execute(
            crawl_days.insert().values(
                spider=spider,
                day=day,
                crawls=len(some) + (before.crawls if before else 0),
                failed=failed + (before.failed if before else 0),
                stats=sums([*([before.stats] if before else []), *(row.stats for row in some)]),
            )
        )
    return len(rows)


def sums(stats: Iterable[Mapping[str, Any]]) -> dict[str, int | float]:
    """The sum of each number that can be added up.

    >>> sums([{"newscrawl/new": 2, "memusage/max": 9}, {"newscrawl/new": 3, "why": "x"}])
    {'newscrawl/new': 5}
    """
    total: Counter[str] = Counter()
    for one in stats:
        for name, value in one.items():
            is_number = isinstance(value, int | float) and not isinstance(value, bool)
            if is_number and not name.startswith(NO_SUMS) and not name.endswith("_max"):
                total[name] += value
    return {name: total[name] for name in sorted(total)}
