"""What earlier crawls of the same came to."""

import asyncio
from datetime import UTC, datetime, timedelta

from newscrawl.database import ArchiveWriter
from newscrawl.database.history import earlier_crawls
from tests.conftest import on_both

pytestmark = on_both


def test_only_earlier_crawls_of_the_same_scope_count(url: str) -> None:
    archive = ArchiveWriter(url)
    for scope, pages in (("front", 1), ("rss", 2), ("front", 3)):
        archive.finish_crawl(archive.start_crawl("x", {}, scope), "finished", {"pages": pages})
    run = archive.start_crawl("x", {}, "front")
    archive.start_crawl("x", {}, "front")
    now = datetime.now(UTC)
    found = archive.rows(earlier_crawls(run, now - timedelta(days=1), now))
    assert [row.stats for row in found] == [{"pages": 1}, {"pages": 3}]
    assert archive.rows(earlier_crawls(run, now + timedelta(days=1), now)) == []
    asyncio.run(archive.close())
