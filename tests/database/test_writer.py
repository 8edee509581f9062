"""The archive of a crawl: lookups, groups of writes, several writers."""

import asyncio
import random
from threading import Thread, get_ident
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from newscrawl.database import ArchiveWriter, Outcome
from newscrawl.database.frontier import Row
from newscrawl.database.schema import articles
from newscrawl.database.writes import Enqueue, Lease, Leases
from newscrawl.items import Failure
from tests.conftest import on_both
from tests.database.stories import MOMENT, article, store

pytestmark = on_both


def test_a_bad_item_costs_no_other(url: str, query: Any) -> None:
    good, bad, failed = store(
        url, article("1"), article("2", title=None), Failure("x", "https://x.ir", "why", at=MOMENT)
    )
    assert (good, failed) == (Outcome.NEW, Outcome.FAILURE)
    assert isinstance(bad, Exception)
    assert [row["news_code"] for row in query("SELECT * FROM articles")] == ["1"]


def test_pages_of_one_batch_that_link_to_the_same(url: str, query: Any) -> None:
    rows = [Row(f"fp{n}", f"https://x.ir/fa/news/{n}", str(n), 0, "{}") for n in range(3)]

    async def main() -> list[Leases]:
        archive = ArchiveWriter(url)
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
        archive = ArchiveWriter(url, batch_seconds=0)
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


def test_look_ups_run_in_one_thread_of_their_own_and_see_what_is_committed(url: str) -> None:
    def count(connection: sa.Connection) -> tuple[int, int]:
        stored = connection.scalar(sa.select(sa.func.count()).select_from(articles))
        return stored or 0, get_ident()

    async def main() -> list[tuple[int, int]]:
        archive = ArchiveWriter(url)
        try:
            before = await asyncio.gather(*(archive.look_up(count) for _ in range(3)))
            await archive.submit(article("1"))
            return [*before, await archive.look_up(count), archive.look_up_now(count)]
        finally:
            await archive.close()

    *found, now = asyncio.run(main())
    assert [number for number, _ in found] == [0, 0, 0, 1]
    assert len({thread for _, thread in found} - {get_ident()}) == 1
    assert now == (1, get_ident())


def test_a_look_up_that_fails_costs_no_other(url: str) -> None:
    async def main() -> list[Any]:
        archive = ArchiveWriter(url)
        queries = ("SELECT * FROM nothing", "SELECT 1")
        try:
            return await asyncio.gather(
                *(archive.look_up(lambda c, q=q: c.exec_driver_sql(q).scalar()) for q in queries),
                return_exceptions=True,
            )
        finally:
            await archive.close()

    failed, found = asyncio.run(main())
    assert isinstance(failed, SQLAlchemyError)
    assert found == 1
