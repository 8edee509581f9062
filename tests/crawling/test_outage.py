"""Crawls whose PostgreSQL goes away in their middle."""

import threading
import time
from collections.abc import Iterator

import pytest

from newscrawl.database import open_engine
from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.server import running
from tests.conftest import Query, on_postgresql, run_scrapy
from tests.proxy import proxied

pytestmark = [on_postgresql, pytest.mark.slow]
ARTICLES = 120


@pytest.fixture(scope="module")
def slow_url() -> Iterator[str]:
    with running(ARTICLES, latency=200) as url:
        yield url


def crawl_options(base_url: str, retry_seconds: int) -> list[str]:
    return [
        *("crawl", "roozplus", "-a", f"base_url={base_url}", "-s", "LEASE_SECONDS=5"),
        *("-s", f"DATABASE_RETRY_SECONDS={retry_seconds}"),
        *("-s", "CONCURRENT_REQUESTS_PER_DOMAIN=8"),
    ]


def wait_for_articles(query: Query, count: int) -> None:
    for _ in range(600):
        if query("SELECT count(*) AS n FROM articles")[0]["n"] >= count:
            return
        time.sleep(0.05)
    raise AssertionError("the crawl stores nothing")


def assert_complete(query: Query) -> None:
    paper = Newspaper(ARTICLES)
    stored = [row["news_code"] for row in query("SELECT news_code FROM articles")]
    assert sorted(stored) == sorted(fields["news_code"] for fields in paper.expected())
    failed = {row["news_code"] for row in query("SELECT news_code FROM failures")}
    assert failed == paper.planted_failures.keys()
    assert query("SELECT * FROM frontier WHERE state IN ('pending', 'leased')") == []


def test_a_server_that_comes_back_is_waited_for(url: str, query: Query, slow_url: str) -> None:
    open_engine(url).dispose()
    with proxied(url) as (proxy, through):
        process = run_scrapy(through, *crawl_options(slow_url, 30), wait=False)
        for count in (5, 40):
            wait_for_articles(query, count)
            proxy.cut()
            threading.Timer(2.0, proxy.restore).start()
            time.sleep(2.5)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    assert "The database is away" in errors
    assert_complete(query)
    assert query("SELECT finish_reason FROM crawls") == [{"finish_reason": "finished"}]


def test_sessions_that_are_ended_are_begun_anew(url: str, query: Query, slow_url: str) -> None:
    open_engine(url).dispose()
    process = run_scrapy(url, *crawl_options(slow_url, 30), wait=False)
    (schema,) = query("SELECT current_schema() AS name")[0].values()
    for count in (5, 20, 40):
        wait_for_articles(query, count)
        # As a restart of the server does; the sessions of this test's crawl, and no others.
        query(
            "SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_class c ON c.oid = relation"
            f" WHERE relnamespace = '{schema}'::regnamespace AND l.pid <> pg_backend_pid()"
        )
        time.sleep(0.2)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    assert_complete(query)


def test_a_server_that_does_not_ends_the_crawl_with_a_line(
    url: str, query: Query, slow_url: str
) -> None:
    open_engine(url).dispose()
    with proxied(url) as (proxy, through):
        process = run_scrapy(through, *crawl_options(slow_url, 1), wait=False)
        wait_for_articles(query, 5)
        proxy.cut()
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 1
    last = errors.splitlines()[-1]
    assert last.startswith(
        "newscrawl: error: the crawl did not finish: database_error: the database "
    )
    assert "Traceback" not in errors
    assert " ERROR: " not in errors
    assert errors.count(" CRITICAL: ") == 1
    result = run_scrapy(url, *crawl_options(slow_url, 30))
    assert result.returncode == 0, result.stderr
    assert_complete(query)
