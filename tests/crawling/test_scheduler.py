"""How requests end: exceptions, redirects, dropped items, limits, stops, a full disk."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.server import running
from tests.conftest import Database, Query, on_both, run_scrapy, url_of

pytestmark = on_both
ARTICLES = 80


@pytest.fixture(scope="module")
def slow_url() -> Iterator[str]:
    with running(ARTICLES, latency=30) as url:
        yield url


def crawl(database: Database, base_url: str, *options: str) -> "subprocess.CompletedProcess[str]":
    result: subprocess.CompletedProcess[str] = run_scrapy(
        database,
        "crawl",
        "roozplus",
        "-a",
        f"base_url={base_url}",
        "-s",
        "LEASE_SECONDS=3",
        *options,
    )
    return result


def states(query: Query) -> set[str]:
    return {row["state"] for row in query("SELECT state FROM frontier")}


@pytest.mark.slow
def test_a_limit_leaves_the_rest_pending_and_the_next_crawl_does_it(
    database: Database, query: Query, slow_url: str
) -> None:
    first = crawl(database, slow_url, "-s", "CLOSESPIDER_ITEMCOUNT=10")
    assert first.returncode == 0, first.stderr
    assert 10 <= len(query("SELECT id FROM articles")) < ARTICLES
    assert "pending" in states(query)
    assert "leased" not in states(query)
    second = crawl(database, slow_url)
    assert "Resuming" in second.stderr
    assert len(query("SELECT id FROM articles")) == ARTICLES
    assert states(query) == {"done", "failed"}
    assert [row["epoch"] for row in query("SELECT epoch FROM crawls")] == [1, 1]


@pytest.mark.parametrize("times", [1, 2])
def test_ctrl_c(database: Database, query: Query, slow_url: str, times: int) -> None:
    process = run_scrapy(database, "crawl", "roozplus", "-a", f"base_url={slow_url}", wait=False)
    for line in process.stderr:
        if "Spider opened" in line:
            break
    while not query("SELECT id FROM articles LIMIT 1"):  # before it is under way, Scrapy just exits
        assert process.poll() is None
        time.sleep(0.05)
    for _ in range(times):
        process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    # A second one may end Python itself, in its last moments.
    assert process.returncode in ((1,) if times == 1 else (1, -signal.SIGINT))
    if times == 1:
        assert "leased" not in states(query)
    assert crawl(database, slow_url).returncode == 0
    assert len(query("SELECT id FROM articles")) == ARTICLES


def test_single_pages_leave_alone_what_waits(
    database: Database, query: Query, slow_url: str
) -> None:
    crawl(database, slow_url, "-s", "CLOSESPIDER_PAGECOUNT=3")
    waiting = len(query("SELECT id FROM frontier WHERE state = 'pending'"))
    stored = {row["news_code"] for row in query("SELECT news_code FROM articles")}
    code = next(
        fields["news_code"]
        for fields in Newspaper(ARTICLES).expected()
        if fields["news_code"] not in stored
    )
    result = crawl(database, slow_url, "-a", f"url={slow_url}/fa/news/{code}")
    assert result.returncode == 0, result.stderr
    now = {row["news_code"] for row in query("SELECT news_code FROM articles")}
    assert now - stored == {code}
    assert len(query("SELECT id FROM frontier WHERE state = 'pending'")) in (waiting, waiting - 1)


def test_scrapys_own_scheduler_still_runs(database: Database, query: Query, slow_url: str) -> None:
    result = crawl(database, slow_url, "-s", "SCHEDULER=scrapy.core.scheduler.Scheduler")
    assert result.returncode == 0, result.stderr
    assert len(query("SELECT id FROM articles")) == ARTICLES
    assert query("SELECT id FROM frontier") == []


def test_jobdir_is_said_to_be_unused(database: Database, slow_url: str, tmp_path: Path) -> None:
    result = crawl(
        database, slow_url, "-s", f"JOBDIR={tmp_path / 'job'}", "-s", "CLOSESPIDER_PAGECOUNT=1"
    )
    assert "JOBDIR is not used" in result.stderr


def patched_crawl(
    database: Database, base_url: str, program: str
) -> "subprocess.CompletedProcess[str]":
    """A crawl of the feeds after a few lines of Python."""
    return subprocess.run(
        [
            *(sys.executable, "-c", f"{program}\nfrom scrapy.cmdline import execute\nexecute()"),
            *("crawl", "roozplus", "-a", f"base_url={base_url}", "-a", "discover=rss"),
        ],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "NEWSCRAWL_DATABASE_URL": url_of(database)},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_page_that_cannot_be_processed_is_a_failure(
    database: Database, query: Query, slow_url: str
) -> None:
    program = (
        "import newscrawl.extraction.reading as r\n"
        "def broken(family, page): raise RuntimeError('planted')\n"
        "r.read_by_selectors = broken"
    )
    result = patched_crawl(database, slow_url, program)
    assert result.returncode == 1, result.stderr  # most article pages failed
    reasons = {row["reason"] for row in query("SELECT reason FROM failures")}
    assert reasons == {"RuntimeError: planted"}
    assert len(query("SELECT id FROM failures")) == 80
    assert states(query) == {"done", "failed"}


def test_a_page_may_have_more_items_than_scrapy_has_tasks_for(
    database: Database, query: Query, slow_url: str
) -> None:
    program = (
        "from dataclasses import replace\n"
        "import newscrawl.spider as s\n"
        "def many(spider, response):\n"
        "    failure = spider.failure(response, 'planted')\n"
        "    yield from (replace(failure, url=f'{failure.url}#{n}') for n in range(10))\n"
        "s.NewsSpider.parse_article = many"
    )
    result = patched_crawl(database, slow_url, program)
    assert result.returncode == 1, result.stderr  # most article pages failed
    assert len(query("SELECT id FROM failures")) == 80 * 10
    assert states(query) == {"done", "failed"}


@pytest.mark.slow
def test_a_failed_article_is_asked_for_a_few_times_only(database: Database, query: Query) -> None:
    with running(20) as base_url:
        for _ in range(4):  # once more than it is asked for
            assert crawl(database, base_url, "-a", "discover=front").returncode == 0
            query("UPDATE frontier SET etag = NULL, last_modified = NULL")  # as if they had changed
    attempts = query("SELECT attempts FROM frontier WHERE state = 'failed'")
    assert attempts
    assert {row["attempts"] for row in attempts} == {3}
