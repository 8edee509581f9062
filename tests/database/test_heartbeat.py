"""What crawls of one site tell each other, without any crawl."""

import asyncio
import time
from collections.abc import Iterator
from typing import Any

import pytest

from newscrawl.database import ArchiveWriter
from newscrawl.database.frontier import Finished, Row
from newscrawl.database.heartbeat import Allotment, Heartbeat
from newscrawl.database.writes import Enqueue, Finish, Lease, Leases
from newscrawl.items import Article
from tests.conftest import Query, on_postgresql

pytestmark = on_postgresql


@pytest.fixture
def archive(url: str) -> Iterator[ArchiveWriter]:
    archive = ArchiveWriter(url, lease_seconds=30)
    yield archive
    asyncio.run(archive.close())


def start(archive: ArchiveWriter, scope: str | None = "front") -> int:
    return archive.start_crawl("x", {}, scope)


def beat(archive: ArchiveWriter, run: int, **values: Any) -> Allotment:
    usual = {"limit": 4, "held": 0, "delay": 0.25, "is_waiting": False}
    return archive.beat(Heartbeat("x", run, archive.lease_seconds, **{**usual, **values}))


def take_turn(archive: ArchiveWriter, site: str, ticket: int) -> float | None:
    return asyncio.run(archive.take_turn(site, 0.3, ticket))


def enqueue(archive: ArchiveWriter, *codes: int) -> None:
    rows = [Row(f"fp{n}", f"https://x.ir/fa/news/{n}", str(n), 0, "{}") for n in codes]
    archive._write([Enqueue("x", 1, rows)])


def lease(archive: ArchiveWriter, run: int, count: int = 1, **more: Any) -> Leases:
    leases: Leases = archive._write([Lease("x", run, count, **more)])[0]
    return leases


def die(query: Query, run: int) -> None:
    query("UPDATE crawls SET heartbeat_at = now() - interval '31 seconds' WHERE run = ?", run)


def finish(archive: ArchiveWriter, run: int, leases: Leases) -> None:
    for row in leases.rows:
        article = Article("x", row.key, row.url, "عنوان", body="متن", content_hash="0",
                          fetched_at="2021-07-13T19:08:00+04:30")  # fmt: skip
        archive._write([Finish("x", 1, Finished(row.id, row.key, run), [article])])


# -- slots and delay -------------------------------------------------------------------


def test_slots_are_divided_and_given_back(archive: ArchiveWriter, query: Query) -> None:
    one, two, three = (start(archive) for _ in range(3))
    query("UPDATE crawls SET heartbeat_at = NULL WHERE run <> ?", one)  # not there yet
    assert beat(archive, one).slots == 4
    assert beat(archive, two, held=0).slots == 0  # until the first one gives some back
    assert beat(archive, one, held=3).slots == 3
    assert beat(archive, two).slots == 1
    assert beat(archive, one).slots == 2
    assert beat(archive, two).slots == 2
    assert beat(archive, three).slots == 0
    assert [beat(archive, run).slots for run in (one, two, three)] == [2, 1, 1]
    archive.finish_crawl(one, "finished", {})
    die(query, two)
    assert beat(archive, three).slots == 4


def test_those_who_wait_leave_their_slots_to_others(archive: ArchiveWriter) -> None:
    one, two = start(archive), start(archive)
    assert beat(archive, one, is_waiting=True).slots == 0
    assert beat(archive, two).slots == 4


def test_more_crawls_than_slots(archive: ArchiveWriter) -> None:
    runs = [start(archive) for _ in range(3)]
    shares = [beat(archive, run, limit=2) for run in runs]
    assert [(share.slots, share.may_lease) for share in shares] == [
        (1, True),
        (1, True),
        (0, False),
    ]


def test_the_slowest_crawls_delay_counts_for_all(archive: ArchiveWriter, query: Query) -> None:
    one, two = start(archive), start(archive)
    beat(archive, two, delay=3.0)
    assert beat(archive, one, delay=0.5).delay == 3.0
    assert beat(archive, two, delay=0.25).delay == 0.5
    die(query, one)
    assert beat(archive, two, delay=0.25).delay == 0.25


def test_turns_are_as_far_apart_as_the_delay(archive: ArchiveWriter) -> None:
    assert take_turn(archive, "x", ticket=1) == 0
    began = time.monotonic()
    wait = take_turn(archive, "x", ticket=2)
    assert wait is not None
    assert 0.2 < wait <= 0.3
    assert take_turn(archive, "y", ticket=2) == 0  # other sites are not concerned
    while (wait := take_turn(archive, "x", ticket=2)) != 0:
        assert wait is not None
        time.sleep(wait)
    assert time.monotonic() - began >= 0.29
    # Who has the turn may have it count from now.
    time.sleep(0.2)
    assert take_turn(archive, "x", ticket=2) == 0
    again = take_turn(archive, "x", ticket=1)
    assert again is not None
    assert 0.2 < again <= 0.3


def test_a_clock_that_was_put_back(archive: ArchiveWriter, query: Query) -> None:
    take_turn(archive, "x", ticket=1)
    query("UPDATE paces SET next_at = next_at + 86400")
    assert take_turn(archive, "x", ticket=2) == 0


# -- leases ----------------------------------------------------------------------------


def test_each_request_is_leased_to_one(archive: ArchiveWriter) -> None:
    one, two = start(archive), start(archive)
    enqueue(archive, 1, 2, 3)
    leased = [lease(archive, run, 2).rows for run in (one, two, one)]
    assert [len(rows) for rows in leased] == [2, 1, 0]
    assert len({row.id for rows in leased for row in rows}) == 3


def test_what_a_dead_crawl_leased_returns(archive: ArchiveWriter, query: Query) -> None:
    one, two = start(archive), start(archive)
    enqueue(archive, 1)
    assert lease(archive, one).rows
    beat(archive, two)
    assert lease(archive, two) == Leases([], may_come=True)
    die(query, one)
    beat(archive, two, is_reaping=False)
    assert lease(archive, two).rows == []
    beat(archive, two)
    assert [row.key for row in lease(archive, two).rows] == ["1"]
    assert query("SELECT deaths FROM frontier") == [{"deaths": 1}]


def test_a_crawl_that_was_taken_for_dead_takes_nothing_from_its_heir(
    archive: ArchiveWriter, query: Query
) -> None:
    one, two = start(archive), start(archive)
    enqueue(archive, 1)
    early = lease(archive, one)
    die(query, one)
    beat(archive, two)
    late = lease(archive, two)
    request = Finished(early.rows[0].id, "1", one, failure="it was too late")
    archive._write([Finish("x", 1, request)])
    assert query("SELECT state, run FROM frontier") == [{"state": "leased", "run": two}]
    finish(archive, two, late)
    finish(archive, one, early)
    assert query("SELECT id FROM frontier") == []
    assert len(query("SELECT id FROM articles")) == 1


def test_the_end_of_an_epoch(archive: ArchiveWriter) -> None:
    one, two = start(archive), start(archive)
    enqueue(archive, 1)
    leased = lease(archive, one)
    idle = {"is_idle": True}
    assert lease(archive, two, **idle).may_come  # of the page that the first one has
    finish(archive, one, leased)
    assert lease(archive, two, **idle).may_come  # the first one may have start requests to come
    assert not lease(archive, two, is_starting=True, **idle).may_come  # but not if both wait for it
    lease(archive, two, **idle)
    assert not lease(archive, one, **idle).may_come  # the second one has said that it waits
    enqueue(archive, 2)
    assert lease(archive, one, **idle).rows
    assert lease(archive, two, **idle).may_come


def test_crawls_of_single_pages_do_not_wait_for_others(archive: ArchiveWriter) -> None:
    one, two = start(archive), start(archive, None)
    enqueue(archive, 1)
    lease(archive, one)
    assert not lease(archive, two, only={"fp2"}, is_idle=True).may_come
    assert lease(archive, two, only={"fp1"}, is_idle=True).may_come


def test_who_may_not_lease_waits(archive: ArchiveWriter) -> None:
    run = start(archive)
    enqueue(archive, 1)
    assert lease(archive, run, 0, is_idle=True) == Leases([], may_come=True)
