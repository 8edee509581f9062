"""Crawls and their epochs."""

import asyncio
from typing import Any

from newscrawl.database import ArchiveWriter
from tests.conftest import on_both
from tests.database.stories import article, store

pytestmark = on_both


def crawl(archive: ArchiveWriter, scope: str | None, reason: str | None) -> int:
    """The epoch of a crawl that ended for a reason, or was killed."""
    run = archive.start_crawl("x", {"discover": scope}, scope)
    if reason:
        archive.finish_crawl(run, reason, {"pages": 3})
    return int(archive.crawl(run)["epoch"])


def test_crawls(url: str, query: Any) -> None:
    archive = ArchiveWriter(url)
    crawl(archive, "front", "finished")
    asyncio.run(archive.close())
    (row,) = query("SELECT * FROM crawls")
    assert (row["arguments"], row["stats"]) == ('{"discover": "front"}', '{"pages": 3}')
    assert row["finish_reason"] == "finished"


def test_an_epoch_goes_on_until_a_crawl_of_its_scope_finishes(url: str) -> None:
    archive = ArchiveWriter(url)
    assert crawl(archive, "front", None) == 1
    assert crawl(archive, "rss", "finished") == 2
    assert crawl(archive, "front", "shutdown") == 1
    assert crawl(archive, None, "finished") == 4
    assert crawl(archive, "front", "finished") == 1
    assert crawl(archive, "front", None) == 6
    asyncio.run(archive.close())


def test_an_old_epoch_is_not_gone_on_with(url: str, query: Any) -> None:
    archive = ArchiveWriter(url)
    assert crawl(archive, "front", None) == 1
    query("UPDATE crawls SET started_at = '2021-07-13T14:38:00+00:00'")
    query("UPDATE crawls SET heartbeat_at = started_at")
    assert crawl(archive, "front", None) == 2
    asyncio.run(archive.close())


def test_what_was_known_when_the_scope_was_last_gone_over(url: str) -> None:
    store(url, article("1"), article("2"))
    archive = ArchiveWriter(url)
    crawl(archive, "front", "finished")
    run = archive.start_crawl("x", {}, "front")
    assert archive.known_id(run) == 2
    assert archive.known_id(archive.start_crawl("x", {}, "rss")) == 0
    asyncio.run(archive.close())


def test_a_crawl_joins_the_epoch_of_one_that_runs(url: str, query: Any) -> None:
    archive = ArchiveWriter(url)
    first = crawl(archive, "front", None)
    query("UPDATE crawls SET started_at = '2021-07-13T14:38:00+00:00'")  # a long backfill
    # On SQLite there is one at a time: the first one is dead.
    assert crawl(archive, "front", None) == (first if archive.is_shared else 2)
    asyncio.run(archive.close())


def test_an_epoch_is_over_when_one_of_its_crawls_finished(url: str) -> None:
    archive = ArchiveWriter(url)
    runs = [archive.start_crawl("x", {}, "front") for _ in range(2)]
    archive.finish_crawl(runs[0], "finished", {})
    assert archive.crawl(runs[1])["epoch"] == runs[0]
    assert crawl(archive, "front", None) == 3
    asyncio.run(archive.close())
