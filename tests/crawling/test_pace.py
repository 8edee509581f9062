"""One crawl among those of its site: slots, turns and heartbeats, without any crawl."""

import asyncio
import time
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.settings import Settings

from newscrawl.crawling.pace import Pace
from newscrawl.crawling.unit_of_work import Stopped
from newscrawl.database import DatabaseError
from newscrawl.database.heartbeat import Allotment, Heartbeat


class Archive:
    """An archive that answers what it is told to."""

    lease_seconds = 0.04

    def __init__(self, slots: int = 1, delay: float = 0.0) -> None:
        self.allotment = Allotment(slots, delay, may_lease=True)
        self.heartbeats: list[Heartbeat] = []
        #: What turns are answered, and when they were asked for.
        self.waits: list[float | None] = []
        self.asked: list[int] = []
        self.error: Exception | None = None

    def beat(self, heartbeat: Heartbeat) -> Allotment:
        self.heartbeats.append(heartbeat)
        return self.allotment

    async def submit(self, heartbeat: Heartbeat, *, urgent: bool) -> Allotment:
        if self.error is not None:
            raise self.error
        return self.beat(heartbeat)

    async def take_turn(self, site: str, delay: float, ticket: int) -> float | None:
        self.asked.append(ticket)
        return self.waits.pop(0) if self.waits else 0.0


def pace_on(archive: Archive, **settings: Any) -> Pace:
    usual = {"CONCURRENT_REQUESTS_PER_DOMAIN": 2, "DOWNLOAD_DELAY": 0}
    slot = SimpleNamespace(closing=None)
    engine = SimpleNamespace(_slot=slot, downloader=SimpleNamespace(slots={}))
    crawler: Any = SimpleNamespace(settings=Settings({**usual, **settings}), engine=engine)
    return Pace(crawler, archive, "x", run=1)  # type: ignore[arg-type]


def test_it_says_first_what_it_wants() -> None:
    archive = Archive()
    pace_on(archive, DOWNLOAD_DELAY=0.25)
    (first,) = archive.heartbeats
    assert (first.limit, first.delay, first.held, first.is_reaping) == (2, 0.25, 0, False)


def test_no_more_requests_at_a_time_than_slots() -> None:
    async def main() -> int:
        pace = pace_on(Archive(slots=2))
        most = 0

        async def request() -> None:
            nonlocal most
            async with pace.turn():
                most = max(most, pace.in_flight)
                await asyncio.sleep(0.01)

        await asyncio.gather(*(request() for _ in range(6)))
        assert (pace.in_flight, pace.queued) == (0, 0)
        return most

    assert asyncio.run(main()) == 2


def test_a_turn_is_asked_for_until_it_is_there() -> None:
    async def main() -> list[int]:
        archive = Archive(delay=0.2)
        archive.waits = [0.01, 0.02, 0.0]
        async with pace_on(archive).turn():
            return list(archive.asked)

    asked = asyncio.run(main())
    assert len(asked) == 3
    assert len(set(asked)) == 1  # by the same ticket


def test_without_a_delay_nobody_is_asked() -> None:
    async def main() -> list[int]:
        archive = Archive()
        async with pace_on(archive).turn():
            return archive.asked

    assert asyncio.run(main()) == []


def test_a_turn_counts_from_when_its_request_was_sent() -> None:
    async def main() -> list[int]:
        archive = Archive(delay=0.5)
        archive.waits = [0.1, 0.0]  # asked for, and had a good while later
        pace = pace_on(archive)
        async with pace.turn():
            # The machine is busy before the request is sent.
            asyncio.get_running_loop().call_soon(time.sleep, 0.1)
        await asyncio.sleep(0.05)
        return archive.asked

    asked = asyncio.run(main())
    assert len(asked) == 3
    assert len(set(asked)) == 1


def test_a_request_without_a_slot_is_stopped_when_the_database_is_lost() -> None:
    async def main() -> list[BaseException]:
        archive = Archive(slots=0)
        archive.error = DatabaseError("away")
        pace = pace_on(archive)
        lost: list[BaseException] = []
        pace.on_loss = lost.append
        pace.start()
        with pytest.raises(Stopped):
            async with pace.turn():
                raise AssertionError("there is no slot")
        await pace.stop()
        return lost

    (error,) = asyncio.run(main())
    assert str(error) == "away"


def test_heartbeats_go_on_until_it_is_stopped() -> None:
    async def main() -> int:
        archive = Archive()
        pace = pace_on(archive)
        pace.start()
        await asyncio.sleep(0.2)
        await pace.stop()
        count = len(archive.heartbeats)
        await asyncio.sleep(0.05)
        assert len(archive.heartbeats) == count
        return count

    assert asyncio.run(main()) >= 4
