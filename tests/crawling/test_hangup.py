"""A terminal that is closed: a crawl ends in its own way, unless it runs under ``nohup``."""

import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from newscrawl.demo.server import running
from tests.conftest import ROOT, Query, run_scrapy

ARTICLES = 60


@pytest.fixture(scope="module")
def slow_url() -> Iterator[str]:
    with running(ARTICLES, latency=150) as url:
        yield url


def crawl(url: str) -> list[str]:
    # One request at a time: seconds of it are left when a signal comes.
    return ["crawl", "roozplus", "-a", f"base_url={url}", "-s", "CONCURRENT_REQUESTS=2"]


def until(is_so: Callable[[], Any]) -> None:
    for _ in range(400):
        try:
            if is_so():
                return
        except Exception:  # the database is not there yet
            pass
        time.sleep(0.05)
    raise AssertionError("it never was")


def stored(query: Query) -> int:
    return len(query("SELECT id FROM articles"))


def ends(query: Query) -> list[Any]:
    return [row["finish_reason"] for row in query("SELECT finish_reason FROM crawls")]


def test_a_hang_up_ends_it_and_a_second_one_does_no_harm(
    database: Path, query: Query, slow_url: str
) -> None:
    process = run_scrapy(database, *crawl(slow_url), wait=False)
    until(lambda: stored(query) >= 3)
    for _ in range(3):
        process.send_signal(signal.SIGHUP)
        time.sleep(0.02)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 1
    assert errors.splitlines()[-1] == "newscrawl: error: the crawl did not finish: shutdown"
    assert ends(query) == ["shutdown"]
    assert stored(query) < ARTICLES
    assert query("SELECT id FROM frontier WHERE state = 'leased'") == []


def test_a_terminal_that_is_closed(database: Path, query: Query, slow_url: str) -> None:
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(ROOT)
        os.environ["NEWSCRAWL_DATABASE_URL"] = f"sqlite:///{database}"
        os.execv(sys.executable, [sys.executable, "-m", "scrapy", *crawl(slow_url)])
    os.set_blocking(terminal, False)

    def has_stored() -> bool:
        with suppress(BlockingIOError):
            os.read(terminal, 65536)  # else it would wait for us
        return stored(query) >= 3

    until(has_stored)
    os.close(terminal)
    _, status = os.waitpid(child, 0)
    assert os.WIFEXITED(status)
    assert ends(query) == ["shutdown"]
    assert stored(query) < ARTICLES


def test_under_nohup_it_runs_on(database: Path, query: Query, slow_url: str) -> None:
    process = subprocess.Popen(
        ["nohup", sys.executable, "-m", "scrapy", *crawl(slow_url)],
        cwd=ROOT,
        env={**os.environ, "NEWSCRAWL_DATABASE_URL": f"sqlite:///{database}"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    until(lambda: stored(query) >= 3)
    process.send_signal(signal.SIGHUP)
    assert process.wait(60) == 0
    assert ends(query) == ["finished"]
    assert stored(query) == ARTICLES


def test_a_worker_stops_its_crawls(database: Path, query: Query, slow_url: str) -> None:
    run_scrapy(
        database, "schedule", "add", "roozplus", "--every", "1h", "-a", f"base_url={slow_url}"
    )
    worker = run_scrapy(database, "crawlall", wait=False)
    until(lambda: stored(query) >= 3)
    for _ in range(2):
        worker.send_signal(signal.SIGHUP)
        time.sleep(0.1)
    _, errors = worker.communicate(timeout=30)
    assert worker.returncode == 0, errors
    assert ends(query) == ["shutdown"]
