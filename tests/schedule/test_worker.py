"""A worker whose crawls are other programs; real ones: tests/commands/test_crawlall.py."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
import sqlalchemy as sa

from newscrawl.database import open_engine, schedule, workers
from newscrawl.database.judgement import FleetWorker
from newscrawl.database.lock import SiteLock
from newscrawl.schedule import worker as module
from newscrawl.schedule.worker import Worker
from tests.conftest import Query, on_both

PROGRAMS = {
    "good": "",
    "slow": "import time; time.sleep(0.3)",
    "bad": "raise SystemExit(1)",
    "dead": "import os; os.kill(os.getpid(), 9)",
}


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    """A worker takes the signals of its process."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands of the crawls; each is a small program that its site names."""
    commands: list[list[str]] = []

    def start(command: list[str]) -> Any:
        commands.append(command)
        return subprocess.Popen([sys.executable, "-c", PROGRAMS[command[1]]])

    monkeypatch.setattr(module.processes, "start", start)
    monkeypatch.setattr(module, "LOOK_SECONDS", 0.01)
    return commands


def run(url: str, *sites: str, **options: Any) -> tuple[int, dict[str, schedule.Entry]]:
    """How many crawls failed of those that were due, and the schedule afterwards."""
    engine = open_engine(url)
    with engine.begin() as connection:
        schedule.add(connection, sites, 3600, {"discover": "rss"})
    worker = Worker(engine, url, **{"jobs": 2, "hold_seconds": 60, **options})
    failed = worker.run(once=True)
    with engine.begin() as connection:
        entries = {entry.site: entry for entry in schedule.entries(connection)}
    engine.dispose()
    return failed, entries


@pytest.mark.parametrize(
    ("given", "is_ours", "expected"),
    [
        ({}, True, "revisit=auto"),
        ({"revisit": "7d"}, True, "revisit=7d"),
        ({"url": "https://good.ir/1"}, True, "url=https://good.ir/1"),
        ({"x": "1"}, False, "x=1"),
    ],
)
def test_articles_are_looked_at_again_unless_an_entry_says_else(
    url: str, started: list[list[str]], given: dict[str, str], is_ours: bool, expected: str
) -> None:
    engine = open_engine(url)
    with engine.begin() as connection:
        schedule.add(connection, ["good"], 3600, given)
    Worker(engine, url, jobs=1, hold_seconds=60, is_ours=lambda site: is_ours).run(once=True)
    engine.dispose()
    (command,) = started
    assert command == ["crawl", "good", "-a", expected, "--name-lines"]


def test_each_site_that_is_due_is_crawled_once(url: str, started: list[list[str]]) -> None:
    failed, entries = run(url, "good", "bad", "dead", options=["-s", "X=1"])
    assert failed == 2
    assert sorted(command[1] for command in started) == ["bad", "dead", "good"]
    assert started[0][0] == "crawl"
    assert started[0][2:] == [
        "-s", "X=1", "-a", "discover=rss", "-a", "revisit=auto", "--name-lines",
    ]  # fmt: skip
    problems = {site: entry.problem for site, entry in entries.items()}
    assert problems == {"good": None, "bad": "exit code 1", "dead": "killed by SIGKILL"}
    assert {entry.taken_by for entry in entries.values()} == {None}


def test_only_some_sites(url: str, started: list[list[str]]) -> None:
    failed, _ = run(url, "good", "bad", only=["good"])
    assert (failed, [command[1] for command in started]) == (0, ["good"])


def test_a_site_that_something_else_crawls_waits(url: str, started: list[list[str]]) -> None:
    lock = SiteLock(url, "good")
    lock.acquire()
    failed, entries = run(url, "good")
    lock.release()
    assert (failed, started) == (0, [])
    entry = entries["good"]
    assert (entry.taken_by, entry.failures, entry.problem) == (None, 0, None)


def test_a_worker_that_is_told_to_stop_takes_no_site(url: str, started: list[list[str]]) -> None:
    engine = open_engine(url)
    with engine.begin() as connection:
        schedule.add(connection, ["good"], 3600, {})
    worker = Worker(engine, url, jobs=1, hold_seconds=60)
    worker._stop(signal.SIGTERM, None)
    assert worker.run(once=False) == 0
    assert started == []
    engine.dispose()


class Running:
    """The crawls of a worker whose look at the schedule the test follows."""

    def __init__(self, engine: sa.Engine, monkeypatch: pytest.MonkeyPatch) -> None:
        self.sites: list[list[str]] = []
        #: What the table of workers says at each look.
        self.seen: list[list[FleetWorker]] = []
        self.at_look: dict[int, Any] = {}
        take = Worker._take

        def look(worker: Worker, due_at: datetime | None) -> None:
            with engine.begin() as connection:
                if (act := self.at_look.get(len(self.sites))) is not None:
                    act(connection)
                self.seen.append(workers.seen(connection))
            take(worker, due_at)
            self.sites.append([crawl.entry.label for crawl in worker.crawls.values()])

        monkeypatch.setattr(Worker, "_take", look)
        monkeypatch.setattr(module, "SCHEDULE_SECONDS", 0.02)


@pytest.fixture
def engine(url: str) -> Iterator[sa.Engine]:
    engine = open_engine(url)
    yield engine
    engine.dispose()


@pytest.fixture
def running(engine: sa.Engine, monkeypatch: pytest.MonkeyPatch) -> Running:
    return Running(engine, monkeypatch)


def entries(engine: sa.Engine) -> dict[schedule.Key, schedule.Entry]:
    with engine.connect() as connection:
        return {entry.key: entry for entry in schedule.entries(connection)}


@on_both
def test_the_entries_of_a_site_are_crawled_one_after_the_other(
    url: str, engine: sa.Engine, started: list[list[str]], running: Running
) -> None:
    with engine.begin() as connection:
        for name in ("crawl", "nightly", "codes"):
            arguments = {"discover": name}
            schedule.add(connection, ["slow", "good"], 3600, arguments, name=name)
    assert Worker(engine, url, jobs=9, hold_seconds=60).run(once=True) == 0
    of_slow = [[one for one in now if one.startswith("slow")] for now in running.sites]
    assert max(map(len, of_slow)) == 1
    assert {one for now in of_slow for one in now} == {"slow", "slow (nightly)", "slow (codes)"}
    commands = [(one[1], one[one.index("-a") + 1]) for one in started]
    assert sorted(commands) == sorted(
        (site, f"discover={name}")
        for site in ("slow", "good")
        for name in ("crawl", "nightly", "codes")
    )
    assert all(one.finished_at and not one.taken_by for one in entries(engine).values())


@on_both
def test_failures_are_of_an_entry(url: str, engine: sa.Engine, started: list[list[str]]) -> None:
    with engine.begin() as connection:
        schedule.add(connection, ["bad"], 3600, {}, name="nightly")
        schedule.add(connection, ["bad"], 3600, {})
    assert Worker(engine, url, jobs=1, hold_seconds=60).run(once=True) == 2
    with engine.begin() as connection:
        schedule.add(connection, ["bad"], 3600, {})
    assert Worker(engine, url, jobs=1, hold_seconds=60).run(once=True) == 1
    assert {key[1]: one.failures for key, one in entries(engine).items()} == {
        "nightly": 1,
        "crawl": 1,
    }


@on_both
def test_an_entry_that_is_removed_while_it_is_crawled_keeps_the_others_waiting(
    url: str, engine: sa.Engine, started: list[list[str]], running: Running
) -> None:
    with engine.begin() as connection:
        for name in ("crawl", "nightly"):
            schedule.add(connection, ["slow"], 3600, {}, name=name)
    running.at_look[1] = lambda connection: schedule.remove(connection, ["slow"], "crawl")
    assert Worker(engine, url, jobs=9, hold_seconds=60).run(once=True) == 0
    assert running.sites[0] == ["slow"]
    assert running.sites[1] == ["slow"]  # removed, and crawled to its end
    assert max(map(len, running.sites)) == 1
    assert len(started) == 2
    assert set(entries(engine)) == {("slow", "nightly")}


@on_both
def test_a_worker_is_seen_while_it_lives(
    url: str, engine: sa.Engine, started: list[list[str]], running: Running, query: Query
) -> None:
    with engine.begin() as connection:
        schedule.add(connection, ["slow", "good"], 3600, {})
        workers.record(connection, "died long ago", 4, 0)
        workers.record(connection, "died", 4, 0)
    for name, days in (("died long ago", 9), ("died", 2)):
        moment = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="seconds")
        query("UPDATE workers SET seen_at = ? WHERE name = ?", moment, name)
    worker = Worker(engine, url, jobs=7, hold_seconds=0.1)
    worker.run(once=True)
    assert {one.name for one in running.seen[0]} == {"died", worker.name}
    mine = [one for seen in running.seen for one in seen if one.name == worker.name]
    assert {one.slots for one in mine} == {7}
    assert {one.crawling for one in mine} >= {0, 1}
    with engine.connect() as connection:
        assert [one.name for one in workers.seen(connection)] == ["died"]


def test_a_worker_with_nothing_to_do_is_seen_at_least_twice_a_minute(
    url: str, engine: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = iter(range(0, 10_000, 2))  # seconds
    monkeypatch.setattr(module.time, "monotonic", lambda: next(moments))
    monkeypatch.setattr(module.time, "sleep", lambda seconds: None)
    recorded: list[int] = []
    monkeypatch.setattr(workers, "record", lambda *values: recorded.append(next(moments)))
    worker = Worker(engine, url, jobs=7, hold_seconds=600)
    looks = 0

    def look(due_at: datetime | None) -> None:
        nonlocal looks
        looks += 1
        if looks == 99:
            worker._stop(signal.SIGTERM, None)

    monkeypatch.setattr(worker, "_take", look)
    worker.run(once=False)
    gaps = [after - before for before, after in pairwise(recorded)]
    assert len(gaps) > 3
    assert max(gaps) <= workers.SEEN_SECONDS + 10


@on_both
def test_what_is_late_begins_by_and_by(
    url: str, engine: sa.Engine, started: list[list[str]], running: Running, query: Query
) -> None:
    sites = [f"slow{number}" for number in range(6)]
    for site in sites:
        PROGRAMS[site] = PROGRAMS["slow"]
    with engine.begin() as connection:
        schedule.add_to_all(connection, sites, 1800, {})
    query("UPDATE schedule SET due_at = ?", "2021-07-13T00:00:00+00:00")
    assert Worker(engine, url, jobs=2, hold_seconds=60).run(once=True) == 0
    assert max(map(len, running.sites)) == 2
    assert len(started) == 6
