"""Whether a site of the fleet is well, late or in alarm, and why. Pure functions.

A site that is in the schedule is *late* if a crawl of it should have begun a while ago and nothing
is at it. A site that is not in the schedule is never late: nobody said how often it is crawled.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from newscrawl.database.clocks import LONGEST_HOLD

#: So many crawls of an entry that failed one after the other are an alarm. Fewer may pass by
#: themselves: each is tried again.
FAILING = 3
#: A crawl is late when it is overdue for half of its interval, but not before the least of these,
#: and in any case after the longest.
LEAST_GRACE, LONGEST_GRACE = timedelta(minutes=10), timedelta(hours=2)
#: A worker says every few seconds that it is alive. One that was silent for so long is dead.
SILENCE = timedelta(minutes=5)
#: A dead worker is told of for so long: after that, nobody waits for it.
REMEMBERED = timedelta(days=7)
#: A disk is nearly full if less than both of these is free: a share of it, and bytes.
LEAST_SHARE, LEAST_BYTES = 0.1, 5 * 10**9


class Health(StrEnum):
    """How a site is; the worst first."""

    #: Something is wrong that does not pass by itself: an alarm of its monitors stands, or its
    #: crawls fail again and again.
    ALARM = "alarm"
    #: A crawl of it is overdue.
    LATE = "late"
    WELL = "well"


@dataclass(frozen=True, slots=True)
class Judgement:
    """How something is, why, and since when."""

    state: Health
    #: One line for people; also of a site that is well there may be something to say.
    why: str | None = None
    #: Aware; ``None`` if unknown.
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class DueEntry:
    """What counts of an entry of the schedule. A site may have several."""

    name: str
    #: Seconds from the start of a crawl to the start of the next.
    every: int
    due_at: datetime
    #: Until when a worker has it, unless the worker extends that.
    taken_until: datetime | None
    #: Crawls that failed since the last good one, and how the last of them did.
    failures: int
    problem: str | None

    def is_under_way(self, now: datetime) -> bool:
        """Whether a worker that lives is crawling it."""
        until = self.taken_until
        return until is not None and now <= until <= now + LONGEST_HOLD

    def lag(self, now: datetime) -> timedelta:
        """For how long a crawl should have begun; 0 if it has, or need not yet."""
        return timedelta() if self.is_under_way(now) else max(now - self.due_at, timedelta())

    def is_late(self, now: datetime) -> bool:
        return self.lag(now) > grace(timedelta(seconds=self.every))


@dataclass(frozen=True, slots=True)
class StandingAlarm:
    """What counts of an alarm that stands."""

    problem: str
    began_at: datetime


def grace(every: timedelta) -> timedelta:
    """For how long a crawl may be overdue before it is late: workers may be busy.

    >>> [str(grace(timedelta(minutes=minutes))) for minutes in (5, 60, 10_080)]
    ['0:10:00', '0:30:00', '2:00:00']
    """
    return min(max(every / 2, LEAST_GRACE), LONGEST_GRACE)


def judge_site(
    alarms: Sequence[StandingAlarm],
    entries: Collection[DueEntry],
    last_success: datetime | None,
    now: datetime,
) -> Judgement:
    """How a site is.

    Args:
        alarms: those that stand, the oldest first.
        entries: its entries of the schedule; none if it is crawled by hand.
        last_success: when its last good crawl ended.
    """
    if alarms:
        more = f" (and {len(alarms) - 1} more)" if len(alarms) > 1 else ""
        return Judgement(Health.ALARM, alarms[0].problem + more, alarms[0].began_at)
    several = len(entries) > 1
    failing = max(entries, key=lambda entry: entry.failures, default=None)
    if failing and failing.failures >= FAILING:
        why = f"{failing.failures} crawls in a row failed: {failing.problem}"
        # Of several entries, the last success may be another one's.
        since = None if several else last_success
        return Judgement(Health.ALARM, _of(failing, why, several), since)
    late = [entry for entry in entries if entry.is_late(now)]
    if late:
        worst = min(late, key=lambda entry: entry.due_at)
        why = "its crawl is overdue"
        if any(entry.is_under_way(now) for entry in entries):
            why += ", because another crawl of it is under way"
        elif worst.taken_until is not None:
            why += ": the worker that had it is gone"
        return Judgement(Health.LATE, _of(worst, why, several), worst.due_at)
    if failing and failing.failures:
        crawls = "crawl" if failing.failures == 1 else f"{failing.failures} crawls"
        why = f"the last {crawls} failed, and it is tried again: {failing.problem}"
        return Judgement(Health.WELL, _of(failing, why, several))
    return Judgement(Health.WELL)


def _of(entry: DueEntry, why: str, several: bool) -> str:
    return f"{entry.name}: {why}" if several else why


@dataclass(frozen=True, slots=True)
class FleetWorker:
    """A worker of the schedule: a process of ``scrapy crawlall``."""

    #: Its machine first, before a colon.
    name: str
    started_at: datetime
    #: When it last said that it is alive.
    seen_at: datetime
    #: How many sites it can crawl at a time, and how many it was crawling.
    slots: int
    crawling: int

    def is_dead(self, now: datetime) -> bool:
        return now - self.seen_at > SILENCE

    @property
    def machine(self) -> str:
        return self.name.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Disk:
    """The disk that an archive in SQLite is on."""

    folder: str
    #: In bytes; free for this user.
    free: int
    total: int

    @property
    def is_nearly_full(self) -> bool:
        return self.free < LEAST_BYTES and self.free < LEAST_SHARE * self.total


@dataclass(frozen=True, slots=True)
class FleetProblem:
    """Something that is wrong with no single site: a worker, the disk."""

    #: ``worker`` or ``disk``.
    what: str
    #: One line for people.
    why: str
    #: Aware; ``None`` if unknown.
    since: datetime | None = None


def missed_workers(workers: Collection[FleetWorker], now: datetime) -> list[FleetWorker]:
    """The dead workers that nobody has replaced, the last seen first.

    A worker is replaced by one that was started on the same machine after it was last seen.
    """
    return sorted(
        (
            worker
            for worker in workers
            if worker.is_dead(now)
            and now - worker.seen_at < REMEMBERED
            and not any(
                other.machine == worker.machine and other.started_at > worker.seen_at
                for other in workers
            )
        ),
        key=lambda worker: worker.seen_at,
        reverse=True,
    )


def judge_fleet(
    workers: Collection[FleetWorker],
    scheduled: int,
    overdue: Collection[datetime],
    disk: Disk | None,
    now: datetime,
) -> list[FleetProblem]:
    """What is wrong with no single site.

    Args:
        scheduled: number of sites in the schedule.
        overdue: for each late site, since when its crawl is overdue.
        disk: ``None`` where it is not this machine's, as with PostgreSQL.
    """
    found = []
    missed = missed_workers(workers, now) if scheduled else []
    for worker in missed:
        why = f"worker {worker.name} has not been seen for {ago(now - worker.seen_at)}"
        found.append(FleetProblem("worker", why, worker.seen_at))
    if overdue and not missed and all(worker.is_dead(now) for worker in workers):
        why = "no worker is running: 'scrapy crawlall' crawls what is scheduled"
        found.append(FleetProblem("worker", why, min(overdue)))
    if disk is not None and disk.is_nearly_full:
        share = disk.free / disk.total if disk.total else 0.0
        why = f"only {disk.free / 10**9:.1f} GB ({share:.0%}) are free in {disk.folder}"
        found.append(FleetProblem("disk", why))
    return found


def ago(distance: timedelta) -> str:
    """How long something is ago, in its largest unit.

    >>> [ago(timedelta(seconds=n)) for n in (-3, 59, 150, 7199, 86400, 950400)]
    ['0 s', '59 s', '2 min', '1 h', '24 h', '11 days']
    """
    seconds = max(round(distance.total_seconds()), 0)
    if seconds < 60:
        return f"{seconds} s"
    if seconds < 3600:
        return f"{seconds // 60} min"
    return f"{seconds // 3600} h" if seconds < 2 * 86400 else f"{seconds // 86400} days"
