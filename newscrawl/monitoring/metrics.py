"""The state of all sites as metrics of Prometheus, by its own library (the extra ``metrics``).

There is a bounded number of series: about a dozen a site, whatever the archive has. Names, labels
and units are in docs/deploying.md.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from newscrawl.database import DatabaseError
from newscrawl.database.fleet import Fleet
from newscrawl.database.judgement import Health
from newscrawl.database.measures import Measures, measures
from newscrawl.database.reports import reading

logger = logging.getLogger(__name__)
#: Reasons of failures that have a series of their own, the most frequent; the rest is ``other``.
MOST_REASONS = 25
#: Characters of a reason.
LONGEST_REASON = 80
#: What was read so many seconds ago is not read again for whoever asks over HTTP.
FRESH_SECONDS = 10.0


def exposition(url: str) -> bytes:
    """The metrics of an archive as text, in Prometheus's format.

    Raises:
        DatabaseError: if it cannot be read.
    """
    registry = CollectorRegistry(auto_describe=False)
    found = list(_read(url))
    registry.register(_Once(found))
    return generate_latest(registry)


class ArchiveCollector(Collector):
    """Reads the archive when somebody asks, but not again within a few seconds. If it cannot be
    read, ``newscrawl_up`` says so, and the log says why.

    Args:
        url: of the database.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._lock = threading.Lock()
        self._found: list[Metric] = []
        self._read_at = float("-inf")

    def collect(self) -> Iterable[Metric]:
        with self._lock:
            if time.monotonic() - self._read_at >= FRESH_SECONDS:
                try:
                    self._found = list(_read(self._url))
                except DatabaseError as error:
                    logger.error("No metrics: %s", error)
                    self._found = [_up(False)]
                self._read_at = time.monotonic()
            return self._found

    def describe(self) -> Iterable[Metric]:
        return []  # so that the archive is not read to register this


class _Once(Collector):
    def __init__(self, found: list[Metric]) -> None:
        self._found = found

    def collect(self) -> Iterable[Metric]:
        return self._found


def _read(url: str) -> Iterator[Metric]:
    began = time.monotonic()
    with reading(url) as connection:
        found = measures(connection)
    yield _up(True)
    seconds = time.monotonic() - began
    yield _gauge("read_duration_seconds", "How long it took to read all of this.", seconds)
    yield from metrics(found)


def _up(is_up: bool) -> Metric:
    return _gauge("up", "Whether the archive could be read.", is_up)


def metrics(found: Measures) -> Iterator[Metric]:
    """The metrics of what was measured. Pure."""
    yield from _of_all(found)
    yield from _of_sites(found)


def _of_all(found: Measures) -> Iterator[Metric]:
    fleet = found.fleet
    yield _gauge("read_timestamp_seconds", "When all of this was read.", _seconds(fleet.at))
    sites = _family("sites", "Sites by how they are: well, late or alarm.", "state")
    for state, count in fleet.counts.items():
        sites.add_metric([state], count)
    yield sites
    due = sum(site.lag > 0 for site in fleet.sites)
    yield _gauge("due_sites", "Sites of which a crawl is due and has not begun.", due)
    yield from _workers(fleet)
    problems = _family("problems", "What is wrong with no single site, by kind.", "what")
    kinds = Counter(problem.what for problem in fleet.problems)
    for what in sorted({"worker", "disk", *kinds}):
        problems.add_metric([what], kinds[what])
    yield problems
    messages = _family("undelivered_messages", "Messages of alarms that did not arrive.", "state")
    messages.add_metric(["waiting"], found.undelivered.waiting)
    messages.add_metric(["given_up"], found.undelivered.given_up)
    yield messages
    if fleet.disk is not None:
        free = "Bytes that are free on the disk of the archive."
        yield _gauge("disk_free_bytes", free, fleet.disk.free)
        yield _gauge("disk_size_bytes", "Size of the disk of the archive.", fleet.disk.total)
    reasons = _family("failed_pages_by_reason", "Pages that could not be read.", "reason")
    for reason, count in _by_reason(fleet).items():
        reasons.add_metric([reason], count)
    yield reasons


def _workers(fleet: Fleet) -> Iterator[Metric]:
    alive = sum(not worker.is_dead(fleet.at) for worker in fleet.workers)
    yield _gauge("workers", "Workers that are alive.", alive)
    # By machine: the name of a worker is another one after each start.
    machines: dict[str, datetime] = {}
    for worker in fleet.workers:
        machines[worker.machine] = max(worker.seen_at, machines.get(worker.machine, worker.seen_at))
    seen = _family(
        "worker_seen_timestamp_seconds", "When a worker of a machine was last seen.", "machine"
    )
    for machine, moment in machines.items():
        seen.add_metric([machine], _seconds(moment))
    yield seen


def _by_reason(fleet: Fleet) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for site in fleet.sites:
        for reason, count in site.failures.items():
            counts[reason[:LONGEST_REASON]] += count
    found = dict(counts.most_common(MOST_REASONS))
    if others := counts.total() - sum(found.values()):
        found["other"] = found.get("other", 0) + others
    return found


def _of_sites(found: Measures) -> Iterator[Metric]:
    articles = CounterMetricFamily(
        "newscrawl_articles",
        "Articles that were stored, also those that were taken down since.",
        labels=["site"],
    )
    failed = _family("failed_pages", "Pages that could not be read.", "site")
    waiting = _family("waiting_requests", "Requests that wait until an outage is over.", "site")
    pending = _family("pending_requests", "Requests that are to be made.", "site")
    entries = _family("schedule_entries", "Entries of the schedule; 0: crawled by hand.", "site")
    lag = _family("lag_seconds", "For how long a crawl should have begun.", "site")
    success = _family(
        "last_success_timestamp_seconds", "When the last good crawl ended; 0: never.", "site"
    )
    newest = _family(
        "newest_article_timestamp_seconds", "When the newest article was published.", "site"
    )
    alarms = _family("alarms", "Alarms that stand.", "site")
    states = _family("site_state", "1 for the state that a site is in.", "site", "state")
    for one in found.fleet.sites:
        name = [one.site]
        articles.add_metric(name, one.articles + found.taken_down.get(one.site, 0))
        failed.add_metric(name, sum(one.failures.values()))
        waiting.add_metric(name, one.waiting)
        pending.add_metric(name, one.pending)
        entries.add_metric(name, one.scheduled)
        lag.add_metric(name, one.lag)
        success.add_metric(name, _seconds(one.last_success_at))
        if one.newest_at is not None:
            newest.add_metric(name, _seconds(one.newest_at))
        alarms.add_metric(name, one.alarms)
        for state in Health:
            states.add_metric([one.site, state], one.state == state)
    yield from (articles, failed, waiting, pending, entries, lag, success, newest, alarms, states)


def _family(name: str, words: str, *labels: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"newscrawl_{name}", words, labels=labels)


def _gauge(name: str, words: str, value: float) -> Metric:
    return GaugeMetricFamily(f"newscrawl_{name}", words, value=value)


def _seconds(moment: datetime | None) -> float:
    return 0.0 if moment is None else moment.timestamp()
