"""Which crawls found a flood of changes that nobody made, in SQL; see
:mod:`newscrawl.changes.floods`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from newscrawl.changes.floods import LEAST_ALIKE, SAMPLE, Flood, is_flood, judge
from newscrawl.database.changes.edits import BATCH, ROW, EditRow, in_period, read_edits
from newscrawl.database.schema import crawls, removals, revisions
from newscrawl.persian.calendar import midnight

#: The same of the edits of a week, in which what is common is in a fifth of them, too.
SAMPLE_OF_WEEK: Final = 60
#: No crawl lasts longer.
_LONGEST: Final = timedelta(days=3)
#: Stats of a crawl: stored articles that it looked at again.
_LOOKED_AT: Final = ("newscrawl/changed", "newscrawl/duplicate")


@dataclass(frozen=True, slots=True)
class CrawlOfChanges:
    """A crawl that found changes."""

    run: int
    site: str
    started_at: datetime
    ended_at: datetime
    #: How many stored articles it found again; ``None`` if it was killed, or runs.
    looked_at: int | None


class Floods:
    """Judges crawls, each once, as they are come across."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._last: dict[str, CrawlOfChanges] = {}
        self._edits: dict[int, Flood] = {}
        self._weeks: dict[tuple[str, date], frozenset[str]] = {}
        self._removals: dict[int, bool] = {}

    def crawl_at(self, site: str, at: datetime) -> CrawlOfChanges | None:
        """The crawl of a site that saw something at a moment; ``None`` if that is not known."""
        last = self._last.get(site)
        if last is not None and last.started_at <= at <= last.ended_at:
            return last
        ended_at = sa.func.coalesce(crawls.c.finished_at, crawls.c.heartbeat_at)
        query = (
            sa.select(crawls.c.run, crawls.c.started_at, ended_at, crawls.c.stats)
            .where(
                crawls.c.spider == site,
                crawls.c.started_at.between(at - _LONGEST, at),
                ended_at >= at,
            )
            .order_by(crawls.c.started_at.desc())
            .limit(1)
        )
        row: Any = self._connection.execute(query).first()
        if row is None:
            return None
        run, started_at, until, stats = row
        looked_at = sum(stats.get(name, 0) for name in _LOOKED_AT)
        found = CrawlOfChanges(run, site, started_at, until, looked_at if stats else None)
        self._last[site] = found
        return found

    def of_edit(self, row: EditRow) -> tuple[CrawlOfChanges | None, Flood]:
        """The crawl that found an edit, and how that is judged."""
        crawl = None if row.changed_by is None else self.crawl_at(row.site, row.changed_by)
        if crawl is None:
            return None, Flood()
        if crawl.run not in self._edits:
            self._edits[crawl.run] = self._judged(crawl)
        return crawl, self._edits[crawl.run]

    def of_removal(self, site: str, at: datetime) -> tuple[CrawlOfChanges | None, bool]:
        """The crawl that found that an article was removed, and whether it is a flood."""
        crawl = self.crawl_at(site, at)
        if crawl is None:
            return None, False
        if crawl.run not in self._removals:
            query = sa.select(sa.func.count()).where(
                removals.c.site == site,
                removals.c.at.between(crawl.started_at, crawl.ended_at),
                removals.c.is_back.is_(False),
            )
            count = self._connection.scalar(query) or 0
            looked_at = None if crawl.looked_at is None else crawl.looked_at + count
            self._removals[crawl.run] = is_flood(count, looked_at)
        return crawl, self._removals[crawl.run]

    def _judged(self, crawl: CrawlOfChanges) -> Flood:
        behind = crawl.ended_at + timedelta(seconds=1)
        of_crawl = in_period(crawl.site, crawl.started_at, behind)
        flood = self._judge(of_crawl, SAMPLE, crawl.looked_at)
        # Crawls after the one that met the theme first find a few articles each.
        of_week = self._of_week(crawl)
        return Flood(flood.common | of_week, flood.is_all) if of_week else flood

    def _of_week(self, crawl: CrawlOfChanges) -> frozenset[str]:
        """What the edits of a site have in common in the week of a crawl."""
        monday = crawl.started_at.date() - timedelta(days=crawl.started_at.weekday())
        if (crawl.site, monday) not in self._weeks:
            begin = midnight(monday)
            of_week = in_period(crawl.site, begin, begin + timedelta(days=7))
            flood = self._judge(of_week, SAMPLE_OF_WEEK, None)
            self._weeks[crawl.site, monday] = flood.common
        return self._weeks[crawl.site, monday]

    def _judge(
        self, conditions: Sequence[sa.ColumnElement[bool]], most: int, looked_at: int | None
    ) -> Flood:
        query = sa.select(sa.func.count()).select_from(revisions).where(*conditions)
        found = self._connection.scalar(query) or 0
        if found < LEAST_ALIKE:
            return Flood()
        is_sampled = revisions.c.id % max(1, found // most) == 0
        sampled = sa.select(*ROW).where(*conditions, is_sampled)
        rows = [EditRow(*row) for row in self._connection.execute(sampled.limit(most))]
        sample = []
        for start in range(0, len(rows), BATCH):
            edited = read_edits(self._connection, rows[start : start + BATCH])
            sample += [None if one is None else one.edit for one in edited]
        return judge(sample, found, looked_at)
