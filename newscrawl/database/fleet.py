"""How all sites and workers are, at a glance: the state of the fleet, read from the database.

It is fast however large the archive is: it only counts in indexes, and reads a few narrow rows a
site. It neither writes nor locks. What is judged, and how, is in
:mod:`newscrawl.database.judgement`.
"""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from newscrawl.database import workers
from newscrawl.database.alarms import END_OF_CRAWL, standing
from newscrawl.database.crawls import GOOD_REASONS
from newscrawl.database.dialect import clock
from newscrawl.database.failedpages import failures_by_reason
from newscrawl.database.frontier import State
from newscrawl.database.judgement import (
    Disk,
    DueEntry,
    FleetProblem,
    FleetWorker,
    Health,
    Judgement,
    StandingAlarm,
    ago,
    judge_fleet,
    judge_site,
)
from newscrawl.database.reports import sites, table_of
from newscrawl.database.schema import alarms, articles, crawls, frontier, schedule

_ORDER = list(Health)


@dataclass(slots=True)
class FleetSite:
    """How one site is. All moments are aware."""

    site: str
    state: Health = Health.WELL
    #: Why, in one line for people; ``None`` if there is nothing to say.
    why: str | None = None
    #: Since when it is in this state; ``None`` if unknown, and where it is well.
    since: datetime | None = None
    #: Articles that are stored.
    articles: int = 0
    #: When the oldest and the newest of them were published.
    oldest_at: datetime | None = None
    newest_at: datetime | None = None
    #: Start of its last crawl, whatever became of it.
    last_crawl_at: datetime | None = None
    #: End of the last crawl that did its job: it came to its end, or to a limit of the user, and
    #: pages could be read. Crawls of single pages (``url=``) do not count.
    last_success_at: datetime | None = None
    #: Reason → number of pages that could not be read, the most frequent first; without pages of
    #: which the site says that they do not exist.
    failures: dict[str, int] = field(default_factory=dict)
    #: Number of pages of which the site says that they do not exist: old links, guessed news codes.
    absent: int = 0
    #: Requests that wait until an outage of the site is over, and those that are to be made.
    waiting: int = 0
    pending: int = 0
    #: Number of its entries in the schedule; 0 if it is crawled by hand.
    scheduled: int = 0
    #: When the first of these is due, in the past if it is overdue; ``None`` without any.
    due_at: datetime | None = None
    #: Seconds for which a crawl of it should have begun, of the entry that is the most overdue; 0
    #: while none is, or while it is being crawled.
    lag: float = 0.0
    #: A worker is crawling it now.
    is_under_way: bool = False
    #: Number of alarms that stand.
    alarms: int = 0
    #: Of its entries, the largest number of crawls that failed one after the other.
    failed_crawls: int = 0


@dataclass(frozen=True)
class Fleet:
    """How all sites and workers were at a moment."""

    #: By the clock of the database, aware.
    at: datetime
    #: The worst first, of the same state the longest first, then by name.
    sites: list[FleetSite]
    #: By name.
    workers: list[FleetWorker]
    #: What is wrong with no single site: a dead worker, a disk that is nearly full.
    problems: list[FleetProblem]
    #: ``None`` where the archive is not on this machine's disk.
    disk: Disk | None = None

    @cached_property
    def counts(self) -> dict[Health, int]:
        """Number of sites in each state, also 0."""
        found = Counter(one.state for one in self.sites)
        return {state: found[state] for state in Health}

    @property
    def scheduled(self) -> int:
        """Number of sites in the schedule."""
        return sum(one.scheduled > 0 for one in self.sites)

    @property
    def seen_at(self) -> datetime | None:
        """When a worker was last seen, ``None`` if there never was one."""
        return max((worker.seen_at for worker in self.workers), default=None)

    @property
    def is_in_alarm(self) -> bool:
        """Whether a site is in alarm, or something is wrong with no single site."""
        return bool(self.problems or self.counts[Health.ALARM])

    @property
    def verdict(self) -> str:
        """All of it in one line: "748 well, 9 late, 3 in alarm, worker last seen 2 min ago"."""
        counts = self.counts
        said = [f"{counts[Health.WELL]:,} well"]
        if self.scheduled:
            said.append(f"{counts[Health.LATE]:,} late")
        said.append(f"{counts[Health.ALARM]:,} in alarm")
        if self.scheduled < len(self.sites):
            said.append(f"{len(self.sites) - self.scheduled:,} not scheduled")
        if self.seen_at is not None:
            said.append(f"worker last seen {ago(self.at - self.seen_at)} ago")
        elif self.scheduled:
            said.append("no worker was ever seen")
        if self.disk is not None and self.disk.is_nearly_full:
            said.append(f"{self.disk.free / 10**9:.1f} GB of disk free")
        return ", ".join(said)


def fleet(connection: sa.Connection, site: str | None = None) -> Fleet:
    """How all sites and workers are now, or one site with all workers.

    The sites are all of which the archive has anything, and all of the schedule.
    """
    now = clock(connection)
    entries = _entries(connection)
    names = [site] if site is not None else {*sites(connection), *entries}
    found = {name: FleetSite(name) for name in names}
    if found:
        _count(connection, found)
    for name, by_reason in failures_by_reason(connection, site).items():
        if name in found:
            found[name].failures = by_reason.failed
            found[name].absent = sum(by_reason.absent.values())
    stand: dict[str, list[StandingAlarm]] = {}
    for alarm in standing(connection, site):
        stand.setdefault(alarm.site, []).append(StandingAlarm(alarm.problem, alarm.began_at))
    for one in found.values():
        _judge(one, stand.get(one.site, []), entries.get(one.site, []), now)
    late = [entry.due_at for known in entries.values() for entry in known if entry.is_late(now)]
    known_workers = sorted(workers.seen(connection), key=lambda worker: worker.name)
    disk = disk_of(connection)
    return Fleet(
        now,
        sorted(found.values(), key=_place),
        known_workers,
        judge_fleet(known_workers, len(entries), late, disk, now),
        disk,
    )


def _place(one: FleetSite) -> tuple[Any, ...]:
    since = one.since.timestamp() if one.since else float("inf")
    return _ORDER.index(one.state), since if one.state != Health.WELL else 0.0, one.site


def _judge(
    one: FleetSite, stand: list[StandingAlarm], entries: list[DueEntry], now: datetime
) -> None:
    judgement: Judgement = judge_site(stand, entries, one.last_success_at, now)
    one.state, one.why, one.since = judgement.state, judgement.why, judgement.since
    one.alarms = len(stand)
    one.scheduled = len(entries)
    one.due_at = min((entry.due_at for entry in entries), default=None)
    one.lag = max((entry.lag(now) for entry in entries), default=timedelta()).total_seconds()
    one.is_under_way = any(entry.is_under_way(now) for entry in entries)
    one.failed_crawls = max((entry.failures for entry in entries), default=0)


# -- reading ---------------------------------------------------------------------------


def _count(connection: sa.Connection, found: dict[str, FleetSite]) -> None:
    """Set what is counted and looked up, site by site: each is a search in an index."""
    wanted = table_of(found)

    def requests(state: State) -> sa.ScalarSelect[int]:
        return (
            sa.select(sa.func.count())
            .select_from(frontier)
            .where(frontier.c.site == wanted.c.site, frontier.c.state == state)
            .scalar_subquery()
        )

    of_site = articles.c.site == wanted.c.site
    oldest = sa.select(sa.func.min(articles.c.published_at)).where(of_site)
    newest = sa.select(sa.func.max(articles.c.published_at)).where(of_site)
    rows = sa.select(
        wanted.c.site,
        sa.select(sa.func.count()).select_from(articles).where(of_site).scalar_subquery(),
        oldest.scalar_subquery(),
        newest.scalar_subquery(),
        requests(State.WAITING),
        requests(State.PENDING),
        _last_crawl(wanted.c.site),
        _last_success(wanted.c.site),
    )
    names_of = (
        "articles", "oldest_at", "newest_at", "waiting", "pending", "last_crawl_at",
        "last_success_at",
    )  # fmt: skip
    for name, *values in connection.execute(rows):
        for field_name, value in zip(names_of, values, strict=True):
            setattr(found[name], field_name, value)


def _last_crawl(site: sa.ColumnElement[str]) -> sa.ScalarSelect[datetime]:
    # Not by time: a clock may have been wrong.
    return (
        sa.select(crawls.c.started_at)
        .where(crawls.c.spider == site)
        .order_by(crawls.c.run.desc())
        .limit(1)
        .scalar_subquery()
    )


def _last_success(site: sa.ColumnElement[str]) -> sa.ScalarSelect[datetime]:
    # A crawl that came to its end and still did not do its job began an alarm, or one stood. If it
    # is over by now, a later crawl of the same scope was good.
    was_bad = sa.exists().where(
        alarms.c.site == crawls.c.spider,
        alarms.c.scope == crawls.c.scope,
        alarms.c.monitor == END_OF_CRAWL,
        alarms.c.over_at.is_(None),
        alarms.c.began_at <= crawls.c.finished_at,
    )
    return (
        sa.select(crawls.c.finished_at)
        .where(
            crawls.c.spider == site,
            crawls.c.scope.is_not(None),
            crawls.c.finish_reason.in_(sorted(GOOD_REASONS)),
            ~was_bad,
        )
        .order_by(crawls.c.run.desc())
        .limit(1)
        .scalar_subquery()
    )


def _entries(connection: sa.Connection) -> dict[str, list[DueEntry]]:
    names = [one.name for one in fields(DueEntry)]
    query = sa.select(schedule.c.site, *(schedule.c[name] for name in names))
    found: dict[str, list[DueEntry]] = {}
    for site, *values in connection.execute(query.order_by(schedule.c.site, schedule.c.name)):
        found.setdefault(site, []).append(DueEntry(*values))
    return found


def disk_of(connection: sa.Connection) -> Disk | None:
    """The disk that the archive is on, ``None`` for a server's, and for one in memory."""
    if connection.dialect.name != "sqlite":
        return None
    path = connection.exec_driver_sql("PRAGMA database_list").first()
    if path is None or not path[2]:
        return None
    folder = Path(path[2]).parent
    try:
        usage = shutil.disk_usage(folder)
    except OSError:  # it may have been moved away meanwhile
        return None
    return Disk(str(folder), usage.free, usage.total)
