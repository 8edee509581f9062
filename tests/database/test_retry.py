"""A PostgreSQL whose connections are lost, for a moment or for good."""

import asyncio
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, ProgrammingError

from newscrawl.database import ArchiveWriter, open_engine
from newscrawl.database.articles import stored_keys
from newscrawl.database.retry import ReadConnection, Retry, Unavailable
from newscrawl.database.schema import failures
from newscrawl.items import Failure
from tests.conftest import Query, on_both, on_postgresql
from tests.proxy import Proxy, proxied

FAILURE = Failure("x", "https://x.ir", "why", at="2021-07-13T19:08:00+04:30")
ROW = {"site": "x", "reason": "why", "at": FAILURE.at}


@pytest.fixture
def line(url: str) -> Iterator[tuple[Proxy, str]]:
    open_engine(url).dispose()
    with proxied(url) as (proxy, through):
        yield proxy, through


@on_postgresql
def test_a_transaction_that_was_lost_is_made_again(line: tuple[Proxy, str], query: Query) -> None:
    proxy, through = line
    engine, calls = sa.create_engine(through), 0

    def work(connection: sa.Connection) -> int:
        nonlocal calls
        calls += 1
        connection.execute(failures.insert(), {**ROW, "url": f"https://x.ir/{calls}"})
        if calls == 1:
            proxy.cut()
            threading.Timer(0.5, proxy.restore).start()
        connection.execute(sa.select(1))
        return calls

    assert Retry(engine, 10).transaction(work) == 2
    assert [row["url"] for row in query("SELECT url FROM failures")] == ["https://x.ir/2"]
    engine.dispose()


@on_postgresql
def test_a_commit_whose_answer_was_lost_is_not_made_again(
    line: tuple[Proxy, str], query: Query
) -> None:
    proxy, through = line
    engine, calls = sa.create_engine(through), 0

    def work(connection: sa.Connection) -> int:
        nonlocal calls
        calls += 1
        connection.execute(failures.insert(), {**ROW, "url": f"https://x.ir/{calls}"})
        proxy.last_words = b"COMMIT"
        return calls

    assert Retry(engine, 10).transaction(work) == 1
    assert proxy.last_words is None
    assert [row["url"] for row in query("SELECT url FROM failures")] == ["https://x.ir/1"]
    engine.dispose()


@on_postgresql
def test_a_deadlock_is_tried_again(url: str) -> None:
    open_engine(url).dispose()
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        for n in "ab":
            connection.execute(failures.insert(), {**ROW, "url": n})
    meeting = threading.Barrier(2)
    done: list[str] = []

    def update(first: str, second: str) -> None:
        is_new = True

        def work(connection: sa.Connection) -> None:
            nonlocal is_new
            for n in (first, second):
                connection.execute(failures.update().where(failures.c.url == n).values(status=1))
                if is_new:
                    is_new = False
                    meeting.wait(10)

        Retry(engine, 10).transaction(work)
        done.append(first)

    threads = [threading.Thread(target=update, args=order) for order in ("ab", "ba")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(done) == ["a", "b"]
    engine.dispose()


@on_postgresql
def test_look_ups_go_on_after_a_lost_connection(line: tuple[Proxy, str]) -> None:
    proxy, through = line
    engine = sa.create_engine(through)
    reader = ReadConnection(Retry(engine, 10))
    assert reader.run(lambda connection: connection.scalar(sa.select(1))) == 1
    proxy.cut()
    with pytest.raises(DBAPIError):
        reader.try_once(lambda connection: connection.scalar(sa.select(2)))
    threading.Timer(0.5, proxy.restore).start()
    assert reader.run(lambda connection: connection.scalar(sa.select(3))) == 3
    reader.close()
    engine.dispose()


@on_postgresql
def test_an_archive_that_is_away_for_too_long_is_given_up(
    line: tuple[Proxy, str], query: Query
) -> None:
    proxy, through = line

    async def main() -> list[Any]:
        archive = ArchiveWriter(through, retry_seconds=1)
        await archive.submit(FAILURE)
        proxy.cut()
        began = time.monotonic()
        lost = await asyncio.gather(
            *(archive.submit(FAILURE) for _ in range(3)), return_exceptions=True
        )
        assert time.monotonic() - began < 5  # not a second for each of them
        proxy.restore()
        # What comes later would be written beside what was lost.
        later = await asyncio.gather(archive.submit(FAILURE), return_exceptions=True)
        with pytest.raises(Unavailable):
            await archive.look_up(lambda c: stored_keys(c, "x", {"1"}))
        await archive.close()
        return [*lost, *later]

    assert [type(error) for error in asyncio.run(main())] == [Unavailable] * 4
    assert len(query("SELECT * FROM failures")) == 1


@on_both
def test_an_error_that_does_not_pass_is_told_at_once(url: str) -> None:
    engine = open_engine(url)
    began = time.monotonic()
    with pytest.raises((ProgrammingError, DBAPIError)):
        Retry(engine, 30).transaction(lambda c: c.exec_driver_sql("SELECT * FROM nothing"))
    assert time.monotonic() - began < 5
    engine.dispose()
