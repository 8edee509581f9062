"""Commands beside each other: nobody fails because of another one's lock, or waits for long."""

from __future__ import annotations

import signal
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from newscrawl.database.reports import reading, status
from newscrawl.database.search.names import REBUILD
from newscrawl.demo.server import running
from tests.builders import article, store
from tests.conftest import Database, Query, on_both, run_scrapy, url_of

#: In the archive before, and on the site that is crawled.
STORED, CRAWLED = 1000, 120


@pytest.fixture
def site() -> Iterator[str]:
    """A newspaper that takes its time, so that a crawl lasts some seconds."""
    with running(CRAWLED, latency=150) as url:
        yield url


def start_crawl(database: Database, base_url: str, *options: str) -> Any:
    return run_scrapy(
        database, "crawl", "roozplus", "-a", f"base_url={base_url}",
        "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=4", *options, wait=False,
    )  # fmt: skip


def read_status(database: Database) -> tuple[set[str], float]:
    """The sites of the archive, and how long it took to read their status, in seconds."""
    began = time.monotonic()
    with reading(url_of(database)) as connection:
        sites = {one.site for one in status(connection)}
    return sites, time.monotonic() - began


def until_it_stores(process: Any, query: Query) -> None:
    for _ in range(300):
        try:
            if query("SELECT count(*) AS n FROM articles WHERE site = 'roozplus'")[0]["n"] >= 5:
                return
        except Exception:  # there are no tables yet
            pass
        assert process.poll() is None
        time.sleep(0.1)


@pytest.mark.slow
@on_both
def test_a_rebuild_a_crawl_and_the_status_beside_each_other(
    database: Database, site: str, query: Query
) -> None:
    body = "ایران فضای مجازی فناوری " * 40
    store(database, *(article(code, body=f"{body} {code}") for code in range(STORED)))
    calm = max(read_status(database)[1] for _ in range(5))
    crawl = start_crawl(database, site)
    until_it_stores(crawl, query)
    rebuild = run_scrapy(database, "search", "--rebuild", wait=False)
    waits = []
    while crawl.poll() is None or rebuild.poll() is None:
        sites, seconds = read_status(database)
        waits.append(seconds)
        assert sites == {"roozplus", "yjc"}
        time.sleep(0.05)
    _, log = crawl.communicate()
    out, errors = rebuild.communicate()
    assert (crawl.returncode, rebuild.returncode) == (0, 0), (log, errors)
    assert "locked" not in log + errors
    assert "The database is away" not in log
    assert int(out.split()[0]) >= STORED
    # The longest wait is measured by bench/rebuilding.py: on a busy machine a few are long anyhow.
    assert median(waits) < max(1, 5 * calm)
    indexed = "articles_fts" if isinstance(database, str) else "articles_fts_docsize"
    (count,) = query(
        f"SELECT count(*) AS articles, (SELECT count(*) FROM {indexed}) AS indexed FROM articles"
    )
    assert count["articles"] == count["indexed"] > STORED + 50
    assert query("SELECT * FROM data_steps") == []


@pytest.mark.slow
def test_a_rebuild_that_is_interrupted_goes_on(
    database: Path, query: Query, monkeypatch: pytest.MonkeyPatch
) -> None:
    store(database, *(article(code) for code in range(STORED)))
    rebuild = run_scrapy(database, "search", "--rebuild", wait=False)
    for _ in range(600):
        steps = query("SELECT name, position FROM data_steps WHERE position > 0")
        if steps:
            break
        time.sleep(0.01)
    rebuild.send_signal(signal.SIGINT)
    out, errors = rebuild.communicate(timeout=30)
    assert (rebuild.returncode, out) == (1, "")
    assert errors.endswith(
        "newscrawl: error: interrupted: the same command goes on where this one was\n"
    )
    (step,) = query("SELECT name, position FROM data_steps")
    assert (step["name"], step["position"] > 0) == (REBUILD, True)
    result = run_scrapy(database, "search", "--rebuild")
    assert (result.returncode, result.stdout) == (0, f"{STORED} articles indexed\n")


@pytest.mark.slow
def test_a_crawl_that_meets_a_lock_ends_at_once_when_told(
    database: Path, site: str, query: Query
) -> None:
    crawl = start_crawl(database, site)
    until_it_stores(crawl, query)
    other = sqlite3.connect(database, isolation_level=None, timeout=30)
    other.execute("BEGIN IMMEDIATE")
    time.sleep(1)  # it waits for the lock by now
    began = time.monotonic()
    crawl.send_signal(signal.SIGINT)
    _, log = crawl.communicate(timeout=50)
    took = time.monotonic() - began
    other.rollback()
    other.close()
    assert took < 15, log
    assert "database is locked" in log
    assert start_crawl(database, site).wait(120) == 0
    (counts,) = query("SELECT count(*) AS n, count(DISTINCT news_code) AS codes FROM articles")
    assert counts["n"] == counts["codes"] > 100


@pytest.mark.slow
def test_a_crawl_outlasts_a_short_lock(database: Path, site: str, query: Query) -> None:
    crawl = start_crawl(database, site)
    until_it_stores(crawl, query)
    other = sqlite3.connect(database, isolation_level=None, timeout=30)
    other.execute("BEGIN IMMEDIATE")
    time.sleep(5)
    other.rollback()
    other.close()
    _, log = crawl.communicate(timeout=120)
    assert crawl.returncode == 0, log
    (counts,) = query("SELECT count(*) AS n, count(DISTINCT news_code) AS codes FROM articles")
    assert counts["n"] == counts["codes"] > 100
