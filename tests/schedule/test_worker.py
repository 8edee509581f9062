"""A worker whose crawls are other programs; real ones: tests/commands/test_crawlall.py."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from newscrawl.database import open_engine, schedule
from newscrawl.database.lock import SiteLock
from newscrawl.schedule import worker as module
from newscrawl.schedule.worker import Worker

PROGRAMS = {"good": "", "bad": "raise SystemExit(1)", "dead": "import os; os.kill(os.getpid(), 9)"}


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
    popen = subprocess.Popen

    def start(command: list[str], **options: Any) -> Any:
        commands.append(command)
        return popen([sys.executable, "-c", PROGRAMS[command[4]]], **options)

    monkeypatch.setattr(module.subprocess, "Popen", start)
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


def test_each_site_that_is_due_is_crawled_once(url: str, started: list[list[str]]) -> None:
    failed, entries = run(url, "good", "bad", "dead", options=["-s", "X=1"])
    assert failed == 2
    assert sorted(command[4] for command in started) == ["bad", "dead", "good"]
    assert started[0][1:4] == ["-m", "newscrawl", "crawl"]
    assert started[0][5:] == ["-s", "X=1", "-a", "discover=rss", "--name-lines"]
    problems = {site: entry.problem for site, entry in entries.items()}
    assert problems == {"good": None, "bad": "exit code 1", "dead": "killed by SIGKILL"}
    assert {entry.taken_by for entry in entries.values()} == {None}


def test_only_some_sites(url: str, started: list[list[str]]) -> None:
    failed, _ = run(url, "good", "bad", only=["good"])
    assert (failed, [command[4] for command in started]) == (0, ["good"])


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
