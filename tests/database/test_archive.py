import asyncio
import json
import random
from threading import Thread
from typing import Any

from newscrawl.database import Archive, Outcome
from newscrawl.database.memory import ArchiveMemory
from newscrawl.database.writes import Enqueue, Lease, Leases
from newscrawl.fingerprint import article_fingerprint
from newscrawl.frontier.table import Row
from newscrawl.items import Article, Failure
from tests.conftest import on_both

pytestmark = on_both
MOMENT = "2021-07-13T19:08:00+04:30"


def article(code: str | None, **fields: Any) -> Article:
    values: dict[str, Any] = {
        "site": "x",
        "news_code": code,
        "url": f"https://x.ir/fa/news/{code}",
        "title": "عنوان",
        "body": "متن",
        "fetched_at": MOMENT,
        "content_hash": "0",
    }
    return Article(**{**values, **fields})


def store(url: str, *items: Article | Failure) -> list[Any]:
    async def main() -> list[Any]:
        archive = Archive(url)
        try:
            return await asyncio.gather(
                *(archive.submit(item) for item in items), return_exceptions=True
            )
        finally:
            await archive.close()

    return asyncio.run(main())


def test_one_row_for_a_site_and_news_code(url: str, query: Any) -> None:
    assert store(url, article("1"), article("1"), article("1", site="y")) == [
        "new",
        "duplicate",
        "new",
    ]
    assert store(url, article("1", url="https://x.ir/other")) == ["duplicate"]
    assert len(query("SELECT * FROM articles")) == 2


def test_articles_without_code_are_told_apart_by_address(url: str) -> None:
    first, second = article(None, url="https://x.ir/a"), article(None, url="https://x.ir/b")
    assert store(url, first, second, first) == ["new", "new", "duplicate"]


def test_same_headline_under_two_codes_is_two_rows(url: str, query: Any) -> None:
    store(url, article("75041"), article("75042"))
    assert len(query("SELECT * FROM articles WHERE title = 'عنوان'")) == 2


def test_values_are_stored_as_documented(url: str, query: Any) -> None:
    images = [{"url": "https://x.ir/1.jpg", "alt": None}]
    store(url, article("1", published_at=MOMENT, tags=["ایران"], images=images))
    (row,) = query("SELECT * FROM articles")
    assert row["published_at"] == "2021-07-13T14:38:00+00:00"
    assert row["tags"] == '["ایران"]'
    assert json.loads(row["images"]) == images
    assert row["lead"] is None
    assert row["revision"] == 1


def test_a_bad_item_costs_no_other(url: str, query: Any) -> None:
    good, bad, failed = store(
        url, article("1"), article("2", title=None), Failure("x", "https://x.ir", "why", at=MOMENT)
    )
    assert (good, failed) == (Outcome.NEW, Outcome.FAILURE)
    assert isinstance(bad, Exception)
    assert [row["news_code"] for row in query("SELECT * FROM articles")] == ["1"]


def test_a_failure_is_kept_once_and_forgotten_when_the_article_comes(url: str, query: Any) -> None:
    address = "https://x.ir/fa/news/7"
    store(url, Failure("x", address, "HTTP 500", "7", 500, MOMENT))
    store(url, Failure("x", address, "HTTP 404", "7", 404, MOMENT))
    (row,) = query("SELECT * FROM failures")
    assert (row["reason"], row["status"]) == ("HTTP 404", 404)
    store(url, article("7"))
    assert query("SELECT * FROM failures") == []


def test_known(url: str) -> None:
    store(url, article("1"), article("2"))
    archive = Archive(url)
    assert archive.known("x", {"1", "2", "3"}) == {"1", "2"}
    assert archive.known("x", {"1", "2"}, newest_id=1) == {"1"}
    assert archive.known("y", {"1"}) == set()
    asyncio.run(archive.close())


def test_a_change_is_a_revision_and_a_new_look_is_none(url: str, query: Any) -> None:
    store(url, article("1", content_hash="a", title="اول", tags=["یک"]))
    later = "2021-07-14T08:00:00+04:30"
    assert store(url, article("1", content_hash="a", fetched_at=later)) == ["duplicate"]
    assert store(url, article("1", content_hash="b", title="دوم")) == ["changed"]
    (row,) = query("SELECT * FROM articles")
    (old,) = query("SELECT * FROM revisions")
    assert (row["title"], row["revision"]) == ("دوم", 2)
    assert (old["title"], old["revision"], old["tags"]) == ("اول", 1, '["یک"]')
    assert (old["article_id"], old["fetched_at"]) == (row["id"], "2021-07-14T03:30:00+00:00")


def test_a_vanished_article_is_kept_and_marked(url: str, query: Any) -> None:
    address = "https://x.ir/fa/news/1"
    store(url, article("1"))
    store(url, Failure("x", address, "HTTP 500", "1", 500, MOMENT))
    assert query("SELECT vanished_at FROM articles") == [{"vanished_at": None}]
    store(url, Failure("x", address, "HTTP 404", "1", 404, MOMENT, is_missing=True))
    assert query("SELECT vanished_at FROM articles")[0]["vanished_at"] is not None
    store(url, article("1"))
    assert query("SELECT vanished_at FROM articles") == [{"vanished_at": None}]


def crawl(archive: Archive, scope: str | None, reason: str | None) -> int:
    """The epoch of a crawl that ended for a reason, or was killed."""
    run = archive.start_crawl("x", {"discover": scope}, scope)
    if reason:
        archive.finish_crawl(run, reason, {"pages": 3})
    return int(archive.crawl(run)["epoch"])


def test_crawls(url: str, query: Any) -> None:
    archive = Archive(url)
    crawl(archive, "front", "finished")
    asyncio.run(archive.close())
    (row,) = query("SELECT * FROM crawls")
    assert (row["arguments"], row["stats"]) == ('{"discover": "front"}', '{"pages": 3}')
    assert row["finish_reason"] == "finished"


def test_an_epoch_goes_on_until_a_crawl_of_its_scope_finishes(url: str) -> None:
    archive = Archive(url)
    assert crawl(archive, "front", None) == 1
    assert crawl(archive, "rss", "finished") == 2
    assert crawl(archive, "front", "shutdown") == 1
    assert crawl(archive, None, "finished") == 4
    assert crawl(archive, "front", "finished") == 1
    assert crawl(archive, "front", None) == 6
    asyncio.run(archive.close())


def test_an_old_epoch_is_not_gone_on_with(url: str, query: Any) -> None:
    archive = Archive(url)
    assert crawl(archive, "front", None) == 1
    query("UPDATE crawls SET started_at = '2021-07-13T14:38:00+00:00'")
    query("UPDATE crawls SET heartbeat_at = started_at")
    assert crawl(archive, "front", None) == 2
    asyncio.run(archive.close())


def test_what_was_known_when_the_scope_was_last_gone_over(url: str) -> None:
    store(url, article("1"), article("2"))
    archive = Archive(url)
    crawl(archive, "front", "finished")
    run = archive.start_crawl("x", {}, "front")
    assert archive.known_id(run) == 2
    assert archive.known_id(archive.start_crawl("x", {}, "rss")) == 0
    asyncio.run(archive.close())


def test_a_crawl_joins_the_epoch_of_one_that_runs(url: str, query: Any) -> None:
    archive = Archive(url)
    first = crawl(archive, "front", None)
    query("UPDATE crawls SET started_at = '2021-07-13T14:38:00+00:00'")  # a long backfill
    # On SQLite there is one at a time: the first one is dead.
    assert crawl(archive, "front", None) == (first if archive.is_shared else 2)
    asyncio.run(archive.close())


def test_an_epoch_is_over_when_one_of_its_crawls_finished(url: str) -> None:
    archive = Archive(url)
    runs = [archive.start_crawl("x", {}, "front") for _ in range(2)]
    archive.finish_crawl(runs[0], "finished", {})
    assert archive.crawl(runs[1])["epoch"] == runs[0]
    assert crawl(archive, "front", None) == 3
    asyncio.run(archive.close())


def test_text_that_no_database_takes(url: str, query: Any) -> None:
    bad = "a\0b\ud83d"
    failure = Failure("x", f"https://x.ir/{bad}", bad, at=MOMENT)
    odd = article("1", title=bad, tags=[bad, r"\u0000"], images=[{"url": bad, "alt": None}])
    assert store(url, odd, failure) == ["new", "failure"]
    (row,) = query("SELECT title, tags, images FROM articles")
    assert row["title"] == "a�b�"
    assert json.loads(row["tags"]) == ["a�b�", r"\u0000"]
    assert json.loads(row["images"]) == [{"url": "a�b�", "alt": None}]
    assert query("SELECT reason FROM failures") == [{"reason": "a�b�"}]
    assert store(url, failure) == ["failure"]
    assert len(query("SELECT * FROM failures")) == 1


def test_an_address_longer_than_an_index_takes(url: str, query: Any) -> None:
    address = "https://x.ir/" + "".join(f"{n:x}" for n in range(5000))
    assert store(url, Failure("x", address, "HTTP 404", at=MOMENT)) == ["failure"]
    assert query("SELECT url FROM failures") == [{"url": address[:2000]}]


def test_more_keys_than_a_statement_takes(url: str) -> None:
    store(url, article("1"))
    archive = Archive(url)
    assert archive.known("x", {str(code) for code in range(70_000)}) == {"1"}
    asyncio.run(archive.close())


def test_a_spider_is_told_what_is_known(url: str) -> None:
    by_address = "https://x.ir/a"
    store(url, article("1"), article(None, url=by_address))
    archive = Archive(url)
    archive.finish_crawl(archive.start_crawl("x", {}, "rss"), "finished", {})
    memory = ArchiveMemory(archive, "x", archive.start_crawl("x", {}, "rss"))
    keys = ["1", "2", "3", "4\0", by_address, "https://x.ir/b"]
    assert memory.known(keys) == {"1", by_address}
    store(url, article("2"))
    assert memory.known(keys) == {"1", "2", by_address}
    assert memory.known_before(keys) == {"1", by_address}
    fingerprint = article_fingerprint("x", "3").hex()
    asyncio.run(archive.submit(Enqueue("x", 1, [Row(fingerprint, "https://x.ir/3", "3", 0, "{}")])))
    assert memory.met(keys) == {"1", "2", "3", by_address}
    asyncio.run(archive.close())


def test_code_runs(url: str) -> None:
    codes = ["7", "8", "10", "400", "401", "no number", "9" * 30]
    store(url, *(article(code) for code in codes), article(None))
    archive = Archive(url)
    memory = ArchiveMemory(archive, "x", archive.start_crawl("x", {}, "codes"))
    assert memory.code_runs(50) == [(7, 10), (400, 401)]
    asyncio.run(archive.close())


def test_pages_of_one_batch_that_link_to_the_same(url: str, query: Any) -> None:
    rows = [Row(f"fp{n}", f"https://x.ir/fa/news/{n}", str(n), 0, "{}") for n in range(3)]

    async def main() -> list[Leases]:
        archive = Archive(url)
        links = (rows[:2], rows[1:], rows)
        await asyncio.gather(*(archive.submit(Enqueue("x", 1, some)) for some in links))
        leases = [
            await archive.submit(Lease("x", 1, 10, only), urgent=True)
            for only in (set(), {"fp2"}, None)
        ]
        await archive.close()
        return leases

    assert [[row.key for row in leases.rows] for leases in asyncio.run(main())] == [
        [],
        ["2"],
        ["0", "1"],
    ]
    assert len(query("SELECT * FROM frontier")) == 3


def test_many_writers_of_the_same_links_do_not_deadlock(url: str, query: Any) -> None:
    rows = [Row(f"fp{n}", f"https://x.ir/fa/news/{n}", str(n), 0, "{}") for n in range(300)]

    async def write(seed: int) -> None:
        chance = random.Random(seed)
        archive = Archive(url, batch_seconds=0)
        try:
            for _ in range(10):
                await archive.submit(Enqueue("x", seed, chance.sample(rows, len(rows))))
        finally:
            await archive.close()

    threads = [Thread(target=lambda n=n: asyncio.run(write(n))) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(query("SELECT id FROM frontier")) == len(rows)
