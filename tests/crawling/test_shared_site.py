"""Several crawls of one site on PostgreSQL: what they share, and what a kill of one costs."""

import json
import os
import random
import signal
import subprocess
import time
from collections import Counter
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest

from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.server import running
from tests.conftest import Database, Query, on_postgresql, run_scrapy

pytestmark = [on_postgresql, pytest.mark.slow]
NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
WORKERS = 4
KILLS = 20 if NIGHTLY else 4
#: How long a dead worker's requests stay its own.
LEASE_SECONDS = 3
#: Fewest seconds between requests, of all workers together; 5% less is the most that is forgiven.
DELAY = 0.4


def crawl(
    database: Database, base_url: str, *options: str, **settings: float
) -> "subprocess.Popen[str]":
    options += tuple(o for name, value in settings.items() for o in ("-s", f"{name}={value}"))
    process: subprocess.Popen[str] = run_scrapy(
        database, "crawl", "roozplus", "-a", f"base_url={base_url}", "-s", "LOG_LEVEL=WARNING",
        # No alarm if all the pages that fail happen to be one crawl's.
        "-s", "SPIDERMON_ENABLED=0", *options, wait=False,
    )  # fmt: skip
    return process


def crawl_together(database: Database, base_url: str, *options: str, **settings: float) -> None:
    for process in [crawl(database, base_url, *options, **settings) for _ in range(WORKERS)]:
        end(process)


def busy_crawls(query: Query) -> list[int]:
    """The crawls that took part."""
    pages = {
        row["run"]: json.loads(row["stats"]).get("response_received_count", 0)
        for row in query("SELECT run, stats FROM crawls")
    }
    return [run for run, count in pages.items() if count > 3]


def end(process: "subprocess.Popen[str]") -> None:
    _, errors = process.communicate(timeout=300)
    assert process.returncode == 0, errors


def requests(log: Path) -> list[tuple[float, str]]:
    """When each request arrived, and its path."""
    lines = (line.split("\t") for line in log.read_text().splitlines())
    return [(float(clock), path) for clock, _, _, path in lines]


def articles_asked_for(log: Path) -> Counter[str]:
    return Counter(path for _, path in requests(log) if path.startswith("/fa/news/"))


def assert_complete(query: Query, articles: int) -> None:
    stored = [row["news_code"] for row in query("SELECT news_code FROM articles")]
    assert sorted(stored) == sorted(f["news_code"] for f in Newspaper(articles).expected())
    assert query("SELECT state FROM frontier WHERE state IN ('pending', 'leased')") == []


def test_each_request_is_made_once_and_no_more_at_a_time_than_by_one_crawl(
    database: Database, query: Query, tmp_path: Path
) -> None:
    log, latency, limit = tmp_path / "requests.log", 200, 3
    with running(80, request_log=str(log), latency=latency) as base_url:
        crawl_together(database, base_url, CONCURRENT_REQUESTS_PER_DOMAIN=limit)
    assert_complete(query, 80)
    assert set(articles_asked_for(log).values()) == {1}
    crawls = query("SELECT epoch, finish_reason FROM crawls")
    assert crawls == [{"epoch": 1, "finish_reason": "finished"}] * WORKERS
    assert len(busy_crawls(query)) > 1
    arrived = sorted(clock for clock, _ in requests(log))
    at_once = max(
        sum(clock <= other < clock + latency / 1000 for other in arrived) for clock in arrived
    )
    # One that a busy machine made late may count with the next; each by itself, they would be
    # WORKERS times as many.
    assert limit <= at_once <= limit + 1


def test_kills_lose_nothing_and_store_nothing_twice(
    database: Database, query: Query, tmp_path: Path
) -> None:
    articles, log = (600 if NIGHTLY else 150), tmp_path / "requests.log"
    chance, kills = random.Random(206356), 0
    workers: list[subprocess.Popen[str]] = []
    with running(articles, request_log=str(log), latency=200) as base_url:
        start = partial(
            crawl,
            database,
            base_url,
            CONCURRENT_REQUESTS_PER_DOMAIN=4,
            LEASE_SECONDS=LEASE_SECONDS,
        )
        workers = [start() for _ in range(WORKERS)]
        while kills < KILLS and any(worker.poll() is None for worker in workers):
            time.sleep(chance.uniform(0.5, 2.0))
            victim = chance.choice([worker for worker in workers if worker.poll() is None])
            victim.send_signal(signal.SIGKILL)
            victim.communicate()
            kills += 1
            workers[workers.index(victim)] = start()
        for worker in workers:
            end(worker)
    assert kills == KILLS
    assert_complete(query, articles)
    # What was under way at a kill is asked for again, and nothing else.
    again = sum(times - 1 for times in articles_asked_for(log).values())
    assert again <= KILLS * 4


def test_the_delay_is_kept_by_all_together(
    database: Database, query: Query, tmp_path: Path
) -> None:
    log = tmp_path / "requests.log"
    with running(25, request_log=str(log)) as base_url:
        crawl_together(database, base_url, "-a", "discover=rss", DOWNLOAD_DELAY=DELAY)
    assert len(busy_crawls(query)) > 1
    arrived = sorted(clock for clock, _ in requests(log))
    gaps = [after - before for before, after in pairwise(arrived)]
    assert len(gaps) > 25
    assert min(gaps) >= DELAY * 0.95
    # And not by standing still.
    assert sorted(gaps)[len(gaps) // 2] <= DELAY * 1.5
