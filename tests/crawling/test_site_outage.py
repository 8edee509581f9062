"""Outages of a site, end to end: nothing is lost, and the exit code says what happened."""

import os
import signal
import subprocess
import time
from datetime import datetime
from typing import Any

import pytest

from tests.conftest import Database, Query, on_both, on_postgresql, run_scrapy
from tests.outagesite import OutageSite, serving

#: So that what waits is due in the next crawl of a test.
SOON = ("-s", "OUTAGE_RETRY_SECONDS=0")


def crawl(database: Database, site: OutageSite, *more: str, **how: Any) -> Any:
    arguments = ("-a", f"base_url={site.url}", "-a", "discover=front", *more)
    return run_scrapy(database, "crawl", "roozplus", *arguments, **how)


def last_line(result: "subprocess.CompletedProcess[str]") -> str:
    return result.stderr.strip().splitlines()[-1]


def codes(query: Query) -> set[int]:
    return {int(row["news_code"]) for row in query("SELECT news_code FROM articles")}


@on_both
def test_ten_of_thirty_articles_fail_once_and_the_home_page_moves_on(
    database: Database, query: Query
) -> None:
    with serving(OutageSite([*range(1, 31)])) as site:
        site.broken = {f"/fa/news/{code}": 502 for code in range(1, 11)}
        result = crawl(database, site, *SOON)
        assert result.returncode == 0, result.stderr
        assert "newscrawl: done; 10 requests wait for the site until" in last_line(result)
        assert "(HTTP 502)" in last_line(result)
        rows = query("SELECT reason, is_waiting FROM failures")
        assert [row["reason"] for row in rows] == ["HTTP 502"] * 10
        assert all(row["is_waiting"] for row in rows)
        states = query("SELECT attempts, waits FROM frontier WHERE state = 'waiting'")
        assert [(row["attempts"], row["waits"]) for row in states] == [(0, 1)] * 10

        site.broken, site.codes = {}, [*range(100, 110)]
        result = crawl(database, site, *SOON)
    assert result.returncode == 0, result.stderr
    assert codes(query) == {*range(1, 31), *range(100, 110)}
    assert query("SELECT url FROM failures") == []
    assert "wait" not in last_line(result)


@on_both
def test_an_outage_of_four_crawls_gives_nothing_up(database: Database, query: Query) -> None:
    with serving(OutageSite([*range(1, 21)])) as site:
        site.broken = {f"/fa/news/{code}": 500 for code in range(1, 5)}
        for waits in range(1, 5):
            assert crawl(database, site, *SOON).returncode == 0
            assert {
                row["waits"] for row in query("SELECT waits FROM frontier WHERE waits > 0")
            } == {waits}
        site.broken, site.codes = {}, [1]
        crawl(database, site, *SOON)
    assert codes(query) == {*range(1, 21)}


def test_nothing_is_asked_for_before_it_is_due(database: Database, query: Query) -> None:
    with serving(OutageSite([*range(1, 11)])) as site:
        site.broken = {"/fa/news/1": 502}
        crawl(database, site)
        asked = site.asked["/fa/news/1"]
        site.broken = {}
        result = crawl(database, site)
        assert site.asked["/fa/news/1"] == asked
        assert result.returncode == 0
        assert "1 request waits for the site until" in last_line(result)
        # Somebody asks for it.
        result = run_scrapy(
            database,
            *("crawl", "roozplus", "-a", f"base_url={site.url}"),
            *("-a", "url=https://roozplus.com/fa/news/1"),
        )
    assert codes(query) == {*range(1, 11)}


@on_both
def test_a_server_that_dies_in_the_first_crawl(database: Database, query: Query) -> None:
    with serving(OutageSite([*range(1, 201)])) as site:
        site.dies_after = 60
        result = crawl(database, site, *SOON)
        assert result.returncode == 1
        assert "the crawl was ended: 15 requests in a row came to nothing:" in last_line(result)
        assert 20 < len(codes(query)) < 60
        # The rest waits, and none of it has used up an attempt.
        assert query("SELECT id FROM frontier WHERE state = 'failed'") == []
        (crawled,) = query("SELECT finish_reason FROM crawls")
        assert crawled["finish_reason"] == "site_unreachable"
        assert query("SELECT problem FROM alarms WHERE over_at IS NULL")
        assert site.asked.total() < 60 + 3 * 40

        site.dies_after, site.codes = None, [300]
        result = crawl(database, site, *SOON)
    assert result.returncode == 0, result.stderr
    assert codes(query) == {*range(1, 201), 300}


def test_a_site_that_is_not_there(database: Database, query: Query) -> None:
    with serving(OutageSite([1])) as site:
        pass  # nobody listens there any more
    result = crawl(database, site)
    assert result.returncode == 1
    assert "no page could be read" in last_line(result)
    assert "connection refused" in last_line(result)


def test_most_articles_of_a_first_crawl_fail(database: Database) -> None:
    with serving(OutageSite([*range(1, 11)])) as site:
        site.broken = dict.fromkeys(site.articles, "<html><body>نوسازی</body></html>")
        result = crawl(database, site)
    assert result.returncode == 1
    assert "10 of 10 article pages failed" in last_line(result)


def test_a_site_that_refuses_ends_the_crawl(database: Database, query: Query) -> None:
    with serving(OutageSite([*range(1, 301)])) as site:
        site.broken = {f"/fa/news/{code}": 500 for code in range(1, 301)}
        result = crawl(database, site, "-s", "RETRY_TIMES=0", "-s", "DOWNLOAD_DELAY=0")
        assert result.returncode == 1
        assert "the site refused 40 of the last" in last_line(result)
        assert site.asked.total() < 100
    assert query("SELECT id FROM frontier WHERE state = 'failed'") == []


@pytest.mark.parametrize("header", ["3600", "Fri, 31 Dec 9999 23:59:59 GMT", "999999999999"])
def test_retry_after_is_obeyed_by_the_frontier(
    database: Database, query: Query, header: str
) -> None:
    with serving(OutageSite([*range(1, 11)])) as site:
        site.broken = {"/fa/news/1": (429, {"Retry-After": header})}
        began = time.time()
        result = crawl(database, site, *SOON)
    assert result.returncode == 0
    assert site.asked["/fa/news/1"] == 1
    (row,) = query("SELECT due_at FROM frontier WHERE state = 'waiting'")
    wait = datetime.fromisoformat(row["due_at"]).timestamp() - began
    assert 3599 < wait < 24 * 3600 + 60


@on_both
def test_a_kill_in_an_outage_loses_nothing(database: Database, query: Query) -> None:
    with serving(OutageSite([*range(1, 101)])) as site:
        site.dies_after = 40
        process = crawl(database, site, *SOON, "-s", "OUTAGE_REQUESTS=0", wait=False)
        deadline = time.monotonic() + 60
        while site.asked.total() < 60 and time.monotonic() < deadline:
            time.sleep(0.05)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        site.dies_after, site.codes = None, [1]
        for _ in range(2):
            result = crawl(database, site, *SOON, "-s", "LEASE_SECONDS=1")
    assert result.returncode == 0, result.stderr
    assert codes(query) == {*range(1, 101)}


@on_postgresql
def test_an_outage_with_two_workers(database: Database, query: Query) -> None:
    with serving(OutageSite([*range(1, 201)])) as site:
        site.dies_after = 100
        workers = [crawl(database, site, *SOON, wait=False) for _ in range(2)]
        ends = []
        for worker in workers:
            worker.communicate(timeout=120)
            ends.append(worker.returncode)
        assert 1 in ends
        site.dies_after, site.codes = None, [1]
        workers = [crawl(database, site, *SOON, wait=False) for _ in range(2)]
        for worker in workers:
            _, errors = worker.communicate(timeout=120)
            assert worker.returncode == 0, errors
    assert codes(query) == {*range(1, 201)}
    assert len(query("SELECT id FROM articles")) == 200


@on_both
def test_a_crawl_goes_on_at_another_mirror_and_at_the_site(
    database: Database, query: Query
) -> None:
    site = OutageSite([*range(1, 61)])
    with serving(site):
        limit = ("-s", "CLOSESPIDER_PAGECOUNT=20", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=2")
        crawl(database, site, *limit)
        first = site.url
    urls = {row["url"] for row in query("SELECT url FROM frontier")}
    assert urls
    assert all(url.startswith("https://roozplus.com/") for url in urls)
    with serving(site):
        assert site.url != first
        site.codes = [1]
        result = crawl(database, site)
    assert result.returncode == 0, result.stderr
    assert codes(query) == {*range(1, 61)}


def test_a_crawl_that_meets_no_address_of_an_article_says_what_it_saw(database: Database) -> None:
    home = "".join(f"<a href='/khabar/{code}'>خبر</a>" for code in range(38))
    with serving(OutageSite([])) as site:
        site.broken = {"/": f"<html><body>{home}</body></html>"}
        result = crawl(database, site)
    assert result.returncode == 1
    assert (
        "38 links of the home page, none of them an article's by /fa/news/{code}/{slug} or "
        "/fa/tiny/news-{code}/{slug}"
    ) in last_line(result)
