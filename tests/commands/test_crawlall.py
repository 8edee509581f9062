"""``scrapy crawlall``, as a user runs it."""

import asyncio
import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from newscrawl.database import ArchiveWriter, open_engine, schedule
from newscrawl.database.schema import crawls
from newscrawl.demo.server import running
from tests.conftest import (
    Commands,
    Database,
    Query,
    Scrapy,
    on_both,
    on_postgresql,
    run_scrapy,
    url_of,
)
from tests.webhook import Webhook

ARTICLES = 40
SITES = ["roozplus", "yjc", "asriran"]


@pytest.fixture(scope="module")
def paper_url() -> Iterator[str]:
    with running(ARTICLES) as url:
        yield url


@pytest.fixture(scope="module")
def slow_url() -> Iterator[str]:
    with running(ARTICLES, latency=500) as url:
        yield url


def add(database: Database, sites: list[str], base_url: str, every: int = 3600) -> None:
    engine = open_engine(url_of(database))
    with engine.begin() as connection:
        schedule.add(connection, sites, every, {"base_url": base_url})
    engine.dispose()


def entries(database: Database) -> dict[str, schedule.Entry]:
    engine = open_engine(url_of(database))
    with engine.begin() as connection:
        found = {entry.site: entry for entry in schedule.entries(connection)}
    engine.dispose()
    return found


def start(database: Database, *options: str) -> "subprocess.Popen[str]":
    process: subprocess.Popen[str] = run_scrapy(
        database, "crawlall", "-s", "LEASE_SECONDS=2", *options, wait=False
    )
    return process


def wait_until(condition: Callable[[], Any], seconds: int = 120) -> None:
    for _ in range(seconds * 10):
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError("it never came")


def add_two_each(database: Database, sites: list[str], base_url: str) -> None:
    """Two entries for each site: its feeds, and its home page with the sections."""
    engine = open_engine(url_of(database))
    with engine.begin() as connection:
        for name, way in (("crawl", "rss"), ("nightly", "front")):
            arguments = {"base_url": base_url, "discover": way}
            schedule.add(connection, sites, 3600, arguments, name=name)
    engine.dispose()


def assert_one_after_the_other(query: Query) -> list[tuple[str, str]]:
    """That no two crawls of a site with different arguments were at once; returns site and way."""
    runs = query("SELECT * FROM crawls ORDER BY started_at, run")
    for one in runs:
        for other in runs:
            if one["run"] < other["run"] and one["spider"] == other["spider"]:
                is_joined = one["arguments"] == other["arguments"]
                assert is_joined or one["finished_at"] <= other["started_at"], runs
    return [(run["spider"], json.loads(run["arguments"])["discover"]) for run in runs]


def descendants(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    children = [int(number) for number in listed.split()]
    return children + [one for child in children for one in descendants(child)]


@on_both
def test_what_is_due_is_crawled_once_and_what_fails_is_told(
    database: Database, scrapy: Scrapy, query: Query, paper_url: str, tmp_path: Path
) -> None:
    add(database, ["roozplus"], paper_url)
    add(database, ["bultannews"], "http://127.0.0.1:1")
    result = scrapy("crawlall", "--once", "--logs", str(tmp_path))
    assert result.returncode == 1
    assert result.stderr.splitlines()[-1] == "newscrawl: error: 1 crawl failed"
    assert "bultannews: failed: exit code 1" in result.stderr
    assert len(query("SELECT id FROM articles WHERE site = 'roozplus'")) == ARTICLES
    assert "40 new articles" in (tmp_path / "roozplus.log").read_text()
    found = entries(database)
    assert (found["roozplus"].failures, found["bultannews"].failures) == (0, 1)
    assert found["bultannews"].problem == "exit code 1"
    assert found["bultannews"].due_at > found["roozplus"].due_at
    again = scrapy("crawlall", "--once")
    assert again.returncode == 0, again.stderr
    assert len(query("SELECT run FROM crawls")) == 2


def test_every_line_has_its_site(database: Database, scrapy: Scrapy, paper_url: str) -> None:
    add(database, ["roozplus"], paper_url)
    add(database, ["bultannews"], "http://127.0.0.1:1")
    result = scrapy("crawlall", "--once")
    *lines, last = result.stderr.splitlines()
    assert last == "newscrawl: error: 1 crawl failed"
    assert [line for line in lines if "roozplus" not in line and "bultannews" not in line] == []
    assert any(line.startswith("bultannews | newscrawl: error: ") for line in lines)


@on_postgresql
def test_workers_divide_the_sites(database: Database, query: Query, paper_url: str) -> None:
    add(database, SITES, paper_url)
    for worker in [start(database, "--once", "--jobs", "1") for _ in range(2)]:
        _, errors = worker.communicate(timeout=120)
        assert worker.returncode == 0, errors
        assert errors.count(": done") in (1, 2)
    runs = query("SELECT spider, count(*) AS n FROM crawls GROUP BY spider")
    assert {row["spider"]: row["n"] for row in runs} == dict.fromkeys(SITES, 1)
    assert len(query("SELECT id FROM articles")) == ARTICLES * len(SITES)


@on_both
def test_the_site_of_a_worker_that_was_killed_is_taken_over(
    database: Database, query: Query, slow_url: str
) -> None:
    add(database, ["roozplus"], slow_url)
    dead = start(database)
    wait_until(lambda: query("SELECT id FROM articles"))
    started = descendants(dead.pid)
    dead.send_signal(signal.SIGKILL)
    dead.communicate()
    for one in started:  # the whole machine is gone
        with suppress(ProcessLookupError):
            os.kill(one, signal.SIGKILL)
    alive = start(database)
    wait_until(lambda: (found := entries(database)["roozplus"]).finished_at and not found.taken_by)
    alive.send_signal(signal.SIGTERM)
    _, errors = alive.communicate(timeout=60)
    assert alive.returncode == 0, errors
    assert len(query("SELECT id FROM articles")) == ARTICLES
    assert entries(database)["roozplus"].failures == 0


@on_both
def test_two_workers_never_crawl_two_entries_of_a_site_at_once(
    database: Database, query: Query, paper_url: str
) -> None:
    add_two_each(database, SITES[:2], paper_url)
    for worker in [start(database, "--once", "--jobs", "2") for _ in range(2)]:
        _, errors = worker.communicate(timeout=200)
        assert worker.returncode == 0, errors
    done = assert_one_after_the_other(query)
    assert sorted(done) == sorted((site, way) for site in SITES[:2] for way in ("rss", "front"))
    assert len(query("SELECT id FROM articles")) == ARTICLES * 2
    assert query("SELECT name FROM workers") == []


@on_both
def test_a_killed_workers_crawl_ends_before_the_next_entry_of_its_site_begins(
    database: Database, query: Query, slow_url: str
) -> None:
    add_two_each(database, ["roozplus"], slow_url)
    dead = start(database)
    wait_until(lambda: query("SELECT id FROM articles"))
    dead.send_signal(signal.SIGKILL)  # the crawl lives on
    dead.communicate()
    (left,) = query("SELECT name, crawling FROM workers")
    if not isinstance(database, str):  # the site is locked: a worker would look a minute later
        wait_until(lambda: query("SELECT run FROM crawls WHERE finished_at IS NOT NULL"))
    alive = start(database)
    wait_until(lambda: not query("SELECT name FROM schedule WHERE finished_at IS NULL"))
    names = {row["name"] for row in query("SELECT name FROM workers")}
    assert left["name"] in names and len(names) == 2
    alive.send_signal(signal.SIGTERM)
    _, errors = alive.communicate(timeout=60)
    assert alive.returncode == 0, errors
    done = assert_one_after_the_other(query)
    assert set(done) == {("roozplus", "rss"), ("roozplus", "front")}
    assert len(query("SELECT id FROM articles")) == ARTICLES
    assert query("SELECT name FROM workers") == [{"name": left["name"]}]
    assert {row["failures"] for row in query("SELECT failures FROM schedule")} == {0}


def test_a_stop_lets_crawls_end_in_their_own_way(
    database: Database, query: Query, slow_url: str
) -> None:
    add(database, ["roozplus"], slow_url)
    worker = start(database)
    wait_until(lambda: query("SELECT name FROM sqlite_master WHERE name = 'crawls'"))
    wait_until(lambda: query("SELECT id FROM articles"))
    worker.send_signal(signal.SIGTERM)
    _, errors = worker.communicate(timeout=60)
    assert worker.returncode == 0, errors
    assert query("SELECT finish_reason FROM crawls") == [{"finish_reason": "shutdown"}]
    assert query("SELECT id FROM frontier WHERE state = 'leased'") == []
    found = entries(database)["roozplus"]
    assert (found.taken_by, found.failures) == (None, 0)
    assert found.due_at <= datetime.now(UTC)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["yjc"], "crawlall takes no arguments"),
        (["--jobs", "none"], "--jobs: expected a number"),
        (["--sites", "yjc"], "--sites: not scheduled: yjc"),
        (["--logs", "/no/such/folder"], "--logs: no directory"),
        (["-s", "REVISIT_AGES=x"], "REVISIT_AGES: expected ages"),
        (["-s", "REVISIT_BUDGET=-1"], "REVISIT_BUDGET: expected a number"),
        ([], "no site is scheduled"),
    ],
)
def test_wrong_usage_is_one_line(command: Scrapy, arguments: list[str], says: str) -> None:
    result = command("crawlall", *arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert says in result.stderr
    assert result.stderr.count("\n") == 1


def usual_crawls(database: Database, new: int) -> None:
    """Crawls of the last eight days, each of which brought many articles."""
    archive = ArchiveWriter(url_of(database))
    for day in range(1, 9):
        run = archive.start_crawl("roozplus", {}, "rss")
        archive.finish_crawl(run, "finished", {"newscrawl/new": new})
        at = datetime.now(UTC) - timedelta(days=day + 0.5)
        with archive.engine.begin() as connection:
            values = {"started_at": at, "finished_at": at}
            connection.execute(sa.update(crawls).where(crawls.c.run == run).values(values))
    asyncio.run(archive.close())


@pytest.mark.slow
@on_both
def test_an_alarm_is_no_failure_and_is_told_when_it_begins_and_when_it_is_over(
    database: Database, query: Query, command: Commands, paper_url: str
) -> None:
    usual_crawls(database, 4000)
    engine = open_engine(url_of(database))
    with engine.begin() as connection:
        arguments = {"base_url": paper_url, "discover": "rss"}
        schedule.add(connection, ["roozplus"], 3600, arguments)
    webhook = Webhook()
    try:
        for number in range(3):
            query("UPDATE schedule SET due_at = ?", datetime(2021, 7, 13, tzinfo=UTC).isoformat())
            if number == 2:  # from now on as few as this are usual
                query("UPDATE crawls SET stats = ?", json.dumps({"newscrawl/new": 30}))
            result = run_scrapy(database, "crawlall", "--once", NEWSCRAWL_NOTIFY_URLS=webhook.url)
            assert result.returncode == (3 if number < 2 else 0), result.stderr
            assert ("roozplus: done, but an alarm stands" in result.stderr) == (number < 2)
            (site,) = json.loads(command("status", "--json").stdout)
            assert [alarm["monitor"] for alarm in site["alarms"]] == ["articles"] * (number < 2)
            said = "40 new articles in 24 hours, usually 4000"
            assert (said in command("status", "roozplus").stdout) == (number < 2)
            entry = entries(database)["roozplus"]
            assert (entry.failures, entry.problem) == (0, None)
            assert timedelta(minutes=50) < entry.due_at - datetime.now(UTC) <= timedelta(hours=1)
    finally:
        webhook.close()
        engine.dispose()
    assert [message["title"] for message in webhook.received] == [
        "newscrawl: alarm: roozplus",
        "newscrawl: alarm is over: roozplus",
    ]
    (alarm,) = query("SELECT * FROM alarms")
    assert alarm["monitor"] == "articles"
    assert alarm["over_at"] is not None
