"""What a spider is told of its archive."""

import asyncio
from collections.abc import Collection

from newscrawl.database import ArchiveWriter
from newscrawl.database.articles import stored_keys
from newscrawl.database.frontier import Row
from newscrawl.database.known import StoredArticles
from newscrawl.database.writes import Enqueue
from newscrawl.urls import article_fingerprint
from tests.conftest import on_both
from tests.database.stories import article, store

pytestmark = on_both


def known(
    archive: ArchiveWriter, site: str, keys: Collection[str], newest_id: int | None = None
) -> set[str]:
    return archive.look_up_now(lambda connection: stored_keys(connection, site, keys, newest_id))


def test_known(url: str) -> None:
    store(url, article("1"), article("2"))
    archive = ArchiveWriter(url)
    assert known(archive, "x", {"1", "2", "3"}) == {"1", "2"}
    assert known(archive, "x", {"1", "2"}, newest_id=1) == {"1"}
    assert known(archive, "y", {"1"}) == set()
    asyncio.run(archive.close())


def test_more_keys_than_a_statement_takes(url: str) -> None:
    store(url, article("1"))
    archive = ArchiveWriter(url)
    assert known(archive, "x", {str(code) for code in range(70_000)}) == {"1"}
    asyncio.run(archive.close())


def test_a_spider_is_told_what_is_known(url: str) -> None:
    by_address = "https://x.ir/a"
    store(url, article("1"), article(None, url=by_address))
    archive = ArchiveWriter(url)
    archive.finish_crawl(archive.start_crawl("x", {}, "rss"), "finished", {})
    told = StoredArticles(archive, "x", archive.start_crawl("x", {}, "rss"))
    keys = ["1", "2", "3", "4\0", by_address, "https://x.ir/b"]
    assert asyncio.run(told.stored(keys)) == {"1", by_address}
    store(url, article("2"))
    assert asyncio.run(told.stored(keys)) == {"1", "2", by_address}
    assert asyncio.run(told.stored_before(keys)) == {"1", by_address}
    fingerprint = article_fingerprint("x", "3").hex()
    asyncio.run(archive.submit(Enqueue("x", 1, [Row(fingerprint, "https://x.ir/3", "3", 0, "{}")])))
    assert asyncio.run(told.seen(keys)) == {"1", "2", "3", by_address}
    asyncio.run(archive.close())


def test_code_runs(url: str) -> None:
    codes = ["7", "8", "10", "400", "401", "no number", "9" * 30]
    store(url, *(article(code) for code in codes), article(None))
    archive = ArchiveWriter(url)
    told = StoredArticles(archive, "x", archive.start_crawl("x", {}, "codes"))
    assert asyncio.run(told.code_runs(50)) == [(7, 10), (400, 401)]
    asyncio.run(archive.close())
