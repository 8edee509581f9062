"""A machine that had the wrong year once leaves nothing behind that holds for a year."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from newscrawl.database import (
    ArchiveWriter,
    frontier,
    heartbeat,
    open_engine,
    outbox,
    schedule,
    waiting,
    workers,
)
from newscrawl.database.dialect import clock
from newscrawl.database.history import earlier_crawls
from newscrawl.database.known import StoredArticles
from newscrawl.database.outbox import Message
from newscrawl.database.reports import status
from newscrawl.database.schema import crawls
from newscrawl.items import ArchiveDay
from tests.builders import article, request
from tests.builders import store as store_items
from tests.conftest import on_both

pytestmark = on_both
NOW = datetime.now(UTC)
FUTURE = NOW + timedelta(days=365)
Query = Callable[..., Any]


@pytest.fixture
def archive(url: str) -> Iterator[ArchiveWriter]:
    archive = ArchiveWriter(url)
    yield archive
    asyncio.run(archive.close())


@pytest.fixture
def engine(url: str) -> Iterator[sa.Engine]:
    engine = open_engine(url)
    yield engine
    engine.dispose()


def crawl(archive: ArchiveWriter, reason: str | None = None) -> int:
    run = archive.start_crawl("yjc", {}, "front")
    if reason is not None:
        archive.finish_crawl(run, reason, {})
    return run


def epoch(archive: ArchiveWriter, run: int) -> int:
    return int(archive.crawl(run)["epoch"])


def put_off(query: Query, table: str, *columns: str, where: str = "1 = 1") -> None:
    query(f"UPDATE {table} SET {', '.join(f'{c} = ?' for c in columns)} WHERE {where}",
          *[FUTURE.isoformat(timespec="seconds")] * len(columns))  # fmt: skip


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [one.message for one in caplog.records if one.levelno == logging.WARNING]


def test_an_epoch_of_the_future_is_not_gone_on_with(
    archive: ArchiveWriter, query: Query, caplog: pytest.LogCaptureFixture
) -> None:
    crawl(archive)
    put_off(query, "crawls", "started_at", "heartbeat_at")
    run = crawl(archive)
    assert epoch(archive, run) == run
    (warning,) = warnings(caplog)
    assert warning.startswith("Crawl 1 of yjc says ")
    assert f"{FUTURE:%Y-%m-%d}" in warning
    # A clock that is a little fast is no clock that was wrong.
    caplog.clear()
    soon = (datetime.now(UTC) + timedelta(seconds=30)).isoformat(timespec="seconds")
    query("UPDATE crawls SET started_at = ?, heartbeat_at = ?", soon, soon)
    assert epoch(archive, crawl(archive)) == run
    assert warnings(caplog) == []


def test_no_crawl_of_the_future_is_alive(archive: ArchiveWriter, query: Query) -> None:
    run = crawl(archive)
    now = archive.look_up_now(clock)
    put_off(query, "crawls", "heartbeat_at")
    found = archive.rows(sa.select(crawls.c.run).where(heartbeat.live(now, 60)))
    assert found == []
    query("UPDATE crawls SET heartbeat_at = ?", now.isoformat(timespec="seconds"))
    found = archive.rows(sa.select(crawls.c.run).where(heartbeat.live(now, 60)))
    assert [row.run for row in found] == [run]


def test_the_last_crawl_is_the_last_with_a_possible_time(
    archive: ArchiveWriter, query: Query
) -> None:
    first = crawl(archive, "finished")
    crawl(archive, "finished")
    put_off(query, "crawls", "started_at", "finished_at", where="run = 2")
    third = crawl(archive)
    known = StoredArticles(archive, "yjc", third)
    assert known.crawled_at == archive.crawl(first)["started_at"]
    now = archive.look_up_now(clock)
    since = now - timedelta(days=1)
    assert len(archive.rows(earlier_crawls(third, since, now))) == 1
    assert len(archive.rows(earlier_crawls(third, since, now + timedelta(days=366)))) == 2


def test_what_was_read_and_fetched_in_the_future_is_read_and_fetched_again(
    url: str, query: Query
) -> None:
    days = [ArchiveDay("yjc", f"1400-04-2{n}", 1, 1, NOW.isoformat()) for n in (1, 2)]
    store_items(url, article("1"), article("2"), *days)
    query("UPDATE articles SET fetched_at = ?", NOW.isoformat(timespec="seconds"))
    put_off(query, "articles", "fetched_at", where="id = 2")
    put_off(query, "archive_days", "read_at", where="day = '1400-04-22'")
    archive = ArchiveWriter(url)
    run = crawl(archive)
    query("UPDATE crawls SET started_at = ?", "2021-07-13T00:00:00+00:00")
    known = StoredArticles(archive, "yjc", run)

    async def ask() -> tuple[set[str], list[str]]:
        published = await known.published_since(datetime(2000, 1, 1, tzinfo=UTC))
        found = await known.read_days(), published
        await archive.close()
        return found

    read, urls = asyncio.run(ask())
    assert read == {"1400-04-21"}
    assert [one.rpartition("/")[2] for one in urls] == ["2"]


def test_a_site_that_is_due_in_a_year_is_due(
    engine: sa.Engine, query: Query, caplog: pytest.LogCaptureFixture
) -> None:
    with engine.begin() as connection:
        schedule.add(connection, ["a", "b"], 3600, {})
        schedule.add(connection, ["slow"], 400 * 86_400, {})
    put_off(query, "schedule", "due_at", where="site <> 'b'")
    put_off(query, "schedule", "taken_until", where="site = 'b'")
    with engine.begin() as connection:
        taken = schedule.take(connection, "one", 9, 60)
    # Which comes first depends on the second in which they were added.
    assert {entry.site for entry in taken} == {"a", "b"}
    (warning,) = warnings(caplog)
    assert warning.startswith(f"a is scheduled for {FUTURE:%Y-%m-%d}")
    # The clock is put right while a site is crawled.
    put_off(query, "schedule", "started_at")
    with engine.begin() as connection:
        schedule.finish(connection, "one", ("a", "crawl"), None)
        (entry, *_) = schedule.entries(connection)
    assert entry.due_at < NOW + timedelta(hours=2)


def test_entries_with_a_time_of_the_day_keep_their_day_of_the_week(
    engine: sa.Engine, query: Query, caplog: pytest.LogCaptureFixture
) -> None:
    week = 7 * 86_400
    with engine.begin() as connection:
        schedule.add(connection, ["a", "b"], week, {}, time_of_day="03:00")
        schedule.add_to_all(connection, ["c", "d"], week, {})
        schedule.add_to_all(connection, ["e"], week, {}, time_of_day="03:00")
        before = {entry.site: entry for entry in schedule.entries(connection)}
        # All of them are as late as they may be, and none is late.
        assert schedule.take(connection, "one", 9, 60) == []
        wrong = before["a"].due_at + timedelta(days=7 * 52)
        changed = schedule.schedule.update().where(schedule.schedule.c.site.in_(["a", "c"]))
        connection.execute(changed.values(due_at=wrong))
        taken = schedule.take(connection, "one", 9, 60)
        assert [entry.site for entry in taken] == ["a", "c"]
        for entry in taken:
            schedule.finish(connection, "one", entry.key, None)
        after = {entry.site: entry.due_at for entry in schedule.entries(connection)}
    assert after["a"] == before["a"].due_at
    assert (after["c"] - before["c"].due_at) % timedelta(seconds=week) == timedelta()
    (warning,) = warnings(caplog)
    assert warning.startswith(f"a and 1 more are scheduled for {wrong:%Y-%m-%d}")


def test_a_worker_of_the_future_is_forgotten_or_records_itself_again(
    engine: sa.Engine, query: Query
) -> None:
    with engine.begin() as connection:
        workers.record(connection, "one", 4, 0)
        workers.record(connection, "dead", 4, 0)
    put_off(query, "workers", "seen_at")
    with engine.begin() as connection:
        workers.record(connection, "one", 4, 1)
        workers.clean(connection)
        (one,) = workers.seen(connection)
    assert one.name == "one"
    assert abs(one.seen_at - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_message_of_the_future_is_delivered(
    engine: sa.Engine, query: Query, caplog: pytest.LogCaptureFixture
) -> None:
    with engine.begin() as connection:
        outbox.put(connection, [Message(str(n), "me", "عنوان", "متن") for n in range(3)], NOW)
    put_off(query, "outbox", "due_at", where="id = 1")
    put_off(query, "outbox", "taken_until", where="id = 2")
    with engine.begin() as connection:
        taken = outbox.take(connection, ["me"], NOW, limit=9, hold_seconds=60)
        assert [message.id for message in taken] == [1, 2, 3]
        assert outbox.take(connection, ["me"], NOW, limit=9, hold_seconds=60) == []
    assert warnings(caplog)[0].startswith(f"A message waits until {FUTURE:%Y-%m-%d}")


def test_a_request_that_waits_for_a_year_is_made(
    archive: ArchiveWriter, engine: sa.Engine, query: Query, caplog: pytest.LogCaptureFixture
) -> None:
    run = crawl(archive)
    with engine.begin() as connection:
        frontier.enqueue(connection, "yjc", [request(1)], run)
    put_off(query, "frontier", "due_at", "waiting_since")
    query("UPDATE frontier SET state = 'waiting'")
    with engine.begin() as connection:
        waiting.wake(connection, "yjc")
    assert query("SELECT state FROM frontier") == [{"state": "pending"}]
    assert warnings(caplog)[0].startswith("A request of yjc waits until")


def test_the_newest_crawls_are_the_last_ones(
    archive: ArchiveWriter, engine: sa.Engine, query: Query
) -> None:
    for _ in range(2):
        crawl(archive, "finished")
    put_off(query, "crawls", "started_at", where="run = 1")
    with engine.connect() as connection:
        (site,) = status(connection)
    assert [run.run for run in site.last_runs] == [2, 1]
