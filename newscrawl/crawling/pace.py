"""Keeps a site's delay and concurrency together with the other crawls of the site.

On SQLite only one crawl of a site runs at a time, and Scrapy's downloader keeps both alone.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from random import getrandbits

from scrapy import Request
from scrapy.crawler import Crawler
from sqlalchemy.exc import SQLAlchemyError

from newscrawl.crawling.tasks import Tasks
from newscrawl.crawling.unit_of_work import Stopped
from newscrawl.database import DatabaseError
from newscrawl.database.heartbeat import Allotment, Heartbeat
from newscrawl.database.writer import ArchiveWriter
from newscrawl.private import download_slots, is_closing

logger = logging.getLogger(__name__)
#: Seconds between heartbeats, at most; less if leases are short.
HEARTBEAT_SECONDS = 1.0
#: A request is sent within this share of the delay, unless the machine is busy. Then its turn
#: counts from later.
SENT_WITHIN = 0.02
#: The delay is made longer by this share: requests do not all take the same time to the site.
ALLOWANCE = 0.02
#: Seconds before a turn is asked for again if the database did not answer.
ASK_AGAIN = 0.5
#: Key of ``Request.meta``: it is of a picture, with the path of its file.
IMAGE = "newscrawl_image"
#: What the names of slots begin with whose pace is not the site's.
ELSEWHERE = "elsewhere:"


def is_elsewhere(request: Request) -> bool:
    """Whether a request is for another host than the site's, such as one of pictures."""
    return str(request.meta.get("download_slot", "")).startswith(ELSEWHERE)


class Pace:
    """One crawl among those of its site.

    Args:
        run: its number in the table ``crawls``.

    Raises:
        DatabaseError: if the database cannot be used.
    """

    def __init__(self, crawler: Crawler, archive: ArchiveWriter, site: str, run: int) -> None:
        self.crawler = crawler
        self.archive = archive
        self.site = site
        self.run = run
        #: Tells whether the crawl only waits for what other crawls find.
        self.is_waiting: Callable[[], bool] = lambda: False
        #: Told that the database is lost.
        self.on_loss: Callable[[BaseException], None] = lambda error: None
        #: Requests at the same time, of all crawls together.
        self.limit = max(crawler.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN"), 1)
        #: Requests that are under way, and that wait to be made.
        self.in_flight = 0
        self.queued = 0
        #: What this crawl may do until its next heartbeat.
        self.allotment = Allotment(0, 0.0, may_lease=True)
        self._changed = asyncio.Event()
        self._asking = asyncio.Lock()
        self._tasks = Tasks()
        self._heartbeats: asyncio.Task[None] | None = None
        self._is_lost = False
        self._no_reaping_before = 0.0
        self.allotment = archive.beat(self._heartbeat(is_reaping=False))

    # -- the life of a crawl -----------------------------------------------------------

    def start(self) -> None:
        """Begin with the heartbeats."""
        self._heartbeats = asyncio.get_running_loop().create_task(self._say_that_it_lives())

    async def stop(self) -> None:
        """End the heartbeats: the crawl is over."""
        if self._heartbeats is not None:
            self._heartbeats.cancel()
            await asyncio.wait([self._heartbeats])

    async def _say_that_it_lives(self) -> None:
        pause = min(HEARTBEAT_SECONDS, self.archive.lease_seconds / 4)
        loop = asyncio.get_running_loop()
        last_heartbeat = loop.time()
        while True:
            await asyncio.sleep(pause)
            if loop.time() - last_heartbeat > self.archive.lease_seconds / 2:
                # The database or this machine was away: let other crawls come back first.
                self._no_reaping_before = loop.time() + self.archive.lease_seconds / 2
            is_reaping = loop.time() >= self._no_reaping_before
            try:
                self.allotment = await self.archive.submit(self._heartbeat(is_reaping), urgent=True)
            except Exception as error:
                self._is_lost = True
                self._changed.set()
                self.on_loss(error)
                return
            last_heartbeat = loop.time()
            self._changed.set()

    def _heartbeat(self, is_reaping: bool) -> Heartbeat:
        busy = self.in_flight + self.queued
        return Heartbeat(
            self.site,
            self.run,
            self.archive.lease_seconds,
            self.limit,
            held=max(self.in_flight, min(self.allotment.slots, busy, 1)),
            delay=self._own_delay(),
            is_waiting=not busy and self.is_waiting(),
            is_reaping=is_reaping,
        )

    def _own_delay(self) -> float:
        if self._heartbeats is None:  # the engine is not there yet
            return self.crawler.settings.getfloat("DOWNLOAD_DELAY")
        slots = download_slots(self.crawler).items()
        of_site = (slot.delay for name, slot in slots if not name.startswith(ELSEWHERE))
        return max(of_site, default=0.0)

    # -- requests ----------------------------------------------------------------------

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait until a request may be made; it is under way while the block runs.

        Raises:
            Stopped: if there is no slot, and the crawl is closing or has lost its database.
        """
        self.queued += 1
        try:
            while self.in_flight >= self.allotment.slots:
                if self._is_lost or (is_closing(self.crawler) and not self.allotment.slots):
                    raise Stopped("the crawl was stopped")
                self._changed.clear()
                await self._changed.wait()
            self.in_flight += 1
        finally:
            self.queued -= 1
        try:
            await self._wait_for_turn()
            yield
        finally:
            self.in_flight -= 1
            self._changed.set()

    async def _wait_for_turn(self) -> None:
        """Wait for the site's delay, counted from the last request of any crawl.

        The turn is taken at the last moment, because a busy machine may wake up late.
        """
        ticket = getrandbits(62)
        async with self._asking:  # one at a time: the others would have to wait anyway
            while delay := max(self._own_delay(), self.allotment.delay) * (1 + ALLOWANCE):
                asked = asyncio.get_running_loop().time()
                wait = await self.archive.take_turn(self.site, delay, ticket)
                if wait == 0:
                    self._tasks.start(self._count_from_sending(ticket, delay, asked))
                    return
                await asyncio.sleep(ASK_AGAIN if wait is None else wait)

    async def _count_from_sending(self, ticket: int, delay: float, asked: float) -> None:
        """Count a turn from when its request was sent, if that took long.

        No other crawl gets a turn before.
        """
        await asyncio.sleep(delay * SENT_WITHIN)
        if asyncio.get_running_loop().time() - asked > 2 * delay * SENT_WITHIN:
            with suppress(DatabaseError, SQLAlchemyError):  # the heartbeat will tell
                await self.archive.take_turn(self.site, delay, ticket)
