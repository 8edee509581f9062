"""What waits until an outage is over, and when it is asked for again."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from newscrawl.database import ArchiveWriter, open_engine, waiting
from newscrawl.database.frontier import Finished, Row, Wait
from newscrawl.database.reports import reading
from newscrawl.database.schema import frontier as frontier_table
from newscrawl.database.writes import Enqueue, Finish, Lease
from newscrawl.items import Failure
from tests.conftest import on_both
from tests.database.stories import MOMENT, article

pytestmark = on_both

SITE = "x"
ARTICLE = Row("a" * 40, "https://x.ir/fa/news/7", "7", 0, "{}")
SECTION = Row("b" * 40, "https://x.ir/fa/sport", None, 0, "{}")


def failure(url: str, key: str | None, reason: str) -> Failure:
    return Failure(SITE, url, reason, key, 502, MOMENT, is_waiting=True)


class Frontier:
    """The frontier of one site, and crawls of it one after the other."""

    def __init__(self, url: str) -> None:
        self.url = url

    def crawl(self, *rows: Row, fails: str | None = None, items: Any = (), **how: float) -> int:
        """Enqueue requests, and make all that may be made; how many that were.

        Args:
            fails: why they come to nothing for now; ``None`` if they do not.
            how: see :class:`~newscrawl.database.frontier.Wait`.
        """

        async def main() -> int:
            archive = ArchiveWriter(self.url)
            run = archive.start_crawl(SITE, {}, "front")
            epoch = archive.crawl(run)["epoch"]
            archive.recover(SITE)
            await archive.submit(Enqueue(SITE, epoch, rows))
            leases = await archive.submit(Lease(SITE, run, 10))
            wait = Wait(how.get("first", 600), how.get("least", 0)) if fails else None
            for row in leases.rows:
                failure = (
                    Failure(SITE, row.url, fails, row.key, 502, MOMENT, is_waiting=True)
                    if fails
                    else None
                )
                done = Finished(row.id, row.key, run, fails, wait=wait)
                await archive.submit(Finish(SITE, epoch, done, [failure] if failure else items))
            archive.finish_crawl(run, "finished", {})
            await archive.close()
            return len(leases.rows)

        return asyncio.run(main())

    def let_pass(self, time: timedelta) -> None:
        """As if so much time went by."""
        engine = open_engine(self.url)
        with engine.begin() as connection:
            for row in connection.execute(sa.select(frontier_table)).all():
                if row.due_at is not None:
                    times = {"due_at": row.due_at - time, "waiting_since": row.waiting_since - time}
                    of_row = frontier_table.c.id == row.id
                    connection.execute(frontier_table.update().where(of_row).values(**times))
        engine.dispose()


@pytest.fixture
def frontier(url: str) -> Frontier:
    return Frontier(url)


def minutes(query: Any) -> float:
    """How far away the request is that waits."""
    (row,) = query("SELECT due_at FROM frontier WHERE state = 'waiting'")
    return (datetime.fromisoformat(row["due_at"]) - datetime.now(UTC)) / timedelta(minutes=1)


def test_the_distance_doubles_and_is_no_attempt(frontier: Frontier, query: Any) -> None:
    assert frontier.crawl(ARTICLE, fails="HTTP 502") == 1
    for expected in (10, 20, 40, 80):
        assert 0.85 * expected < minutes(query) < 1.15 * expected
        # It is found again, and still waits.
        assert frontier.crawl(ARTICLE) == 0
        frontier.let_pass(timedelta(minutes=1.2 * expected))
        assert frontier.crawl(fails="HTTP 502") == 1
    (row,) = query("SELECT attempts, waits FROM frontier")
    assert (row["attempts"], row["waits"]) == (0, 5)


def test_the_distance_is_at_most_a_day(frontier: Frontier, query: Any) -> None:
    frontier.crawl(ARTICLE, fails="HTTP 502", first=10**9)
    assert minutes(query) < 24 * 60 * 1.11


def test_a_site_that_says_how_long_is_obeyed(frontier: Frontier, query: Any) -> None:
    frontier.crawl(ARTICLE, fails="HTTP 429", first=60, least=7200)
    assert 119 < minutes(query) < 121


def test_an_article_that_comes_is_forgotten(frontier: Frontier, query: Any) -> None:
    frontier.crawl(ARTICLE, fails="HTTP 502")
    assert [row["is_waiting"] for row in query("SELECT is_waiting FROM failures")] == [1]
    frontier.let_pass(timedelta(hours=1))
    assert frontier.crawl(items=[article("7")]) == 1
    assert query("SELECT url FROM failures") == []
    assert query("SELECT url FROM frontier") == []


def test_after_two_weeks_it_has_failed(frontier: Frontier, query: Any) -> None:
    frontier.crawl(ARTICLE, fails="HTTP 502")
    frontier.let_pass(timedelta(days=14, minutes=1))
    frontier.crawl(fails="HTTP 502")
    (row,) = query("SELECT state, reason FROM frontier")
    assert (row["state"], row["reason"]) == ("failed", "HTTP 502")
    assert [row["is_waiting"] for row in query("SELECT is_waiting FROM failures")] == [0]


def test_a_page_that_is_read_anew_in_each_epoch_does_not_wait(
    frontier: Frontier, query: Any
) -> None:
    frontier.crawl(SECTION, fails="HTTP 502")
    assert len(query("SELECT url FROM failures WHERE is_waiting")) == 1
    assert frontier.crawl(SECTION) == 1
    assert query("SELECT url FROM failures") == []
    (row,) = query("SELECT state, waits, waiting_since FROM frontier")
    assert (row["state"], row["waits"], row["waiting_since"]) == ("done", 0, None)


def test_a_clock_that_was_years_ahead(frontier: Frontier) -> None:
    frontier.crawl(ARTICLE, fails="HTTP 502")
    frontier.let_pass(timedelta(days=-700))
    assert frontier.crawl() == 1


def test_what_waits_is_counted(frontier: Frontier, url: str) -> None:
    frontier.crawl(ARTICLE, SECTION, fails="HTTP 502")
    with reading(url) as connection:
        found = waiting.count_waiting(connection, SITE)
        nothing = waiting.count_waiting(connection, "y")
    assert (found.count, found.reason) == (2, "HTTP 502")
    assert found.due_at is not None
    assert timedelta(minutes=8) < found.due_at - datetime.now(UTC) < timedelta(minutes=12)
    assert (nothing.count, nothing.due_at, nothing.reason) == (0, None, None)
