"""Keeping to a site's pace together with the other crawls of the site.

On SQLite a crawl has its site to itself, and nothing of this is needed: Scrapy's downloader keeps
its delay and concurrency.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from random import getrandbits

from scrapy.crawler import Crawler
from sqlalchemy.exc import SQLAlchemyError

from newscrawl.database import DatabaseError
from newscrawl.database.archive import Archive
from newscrawl.database.fleet import Beat, Share
from newscrawl.frontier.unit import Stopped

logger = logging.getLogger(__name__)
#: A crawl says that it lives this often, in seconds, or more often if leases are short.
BEAT_SECONDS = 1.0
#: In this share of the delay a request is sent, and the event loop goes round so often, unless the
#: machine is busy. Then its turn counts from later.
LATE, ROUNDS_TO_SEND = 0.02, 12
#: Turns are this much further apart than the delay, for what is not known of the way to the site.
ALLOWANCE = 0.02
#: Seconds before a turn is asked for again where the database did not answer.
ASK_AGAIN = 0.5


class Fleet:
    """One crawl among those of its site.

    Args:
        run: its number in the table ``crawls``.

    Raises:
        DatabaseError: if the database cannot be used.
    """

    def __init__(self, crawler: Crawler, archive: Archive, site: str, run: int) -> None:
        self.crawler = crawler
        self.archive = archive
        self.site = site
        self.run = run
        #: Tells whether the crawl has nothing to do but to wait for what others find.
        self.is_waiting: Callable[[], bool] = lambda: False
        #: Told that the database is lost.
        self.on_loss: Callable[[BaseException], None] = lambda error: None
        self.limit = max(crawler.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN"), 1)
        self.in_flight = 0
        self.queued = 0
        self._changed = asyncio.Event()
        self._asking = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self._beating: asyncio.Task[None] | None = None
        self._is_lost = False
        self._last_beat = 0.0
        self._no_reaping_before = 0.0
        self.share = Share(0, 0.0, may_lease=True)
        self.share = archive.beat(self._beat(is_reaping=False))

    # -- the life of a crawl -----------------------------------------------------------

    def start(self) -> None:
        """Begin to say that the crawl lives."""
        self._beating = asyncio.get_running_loop().create_task(self._beat_on())

    async def stop(self) -> None:
        """The crawl is over."""
        if self._beating is not None:
            self._beating.cancel()
            await asyncio.wait([self._beating])

    async def _beat_on(self) -> None:
        pause = min(BEAT_SECONDS, self.archive.lease_seconds / 4)
        loop = asyncio.get_running_loop()
        self._last_beat = loop.time()
        while True:
            await asyncio.sleep(pause)
            if loop.time() - self._last_beat > self.archive.lease_seconds / 2:
                # An outage, of the database or of this machine: let the others come back first.
                self._no_reaping_before = loop.time() + self.archive.lease_seconds / 2
            is_reaping = loop.time() >= self._no_reaping_before
            try:
                self.share = await self.archive.submit(self._beat(is_reaping), urgent=True)
            except Exception as error:
                self._is_lost = True
                self._changed.set()
                self.on_loss(error)
                return
            self._last_beat = loop.time()
            self._changed.set()

    def _beat(self, is_reaping: bool) -> Beat:
        busy = self.in_flight + self.queued
        return Beat(
            self.site,
            self.run,
            self.archive.lease_seconds,
            self.limit,
            held=max(self.in_flight, min(self.share.slots, busy, 1)),
            delay=self._own_delay(),
            is_waiting=not busy and self.is_waiting(),
            is_reaping=is_reaping,
        )

    def _own_delay(self) -> float:
        if self._beating is None:  # the engine is not there yet
            return self.crawler.settings.getfloat("DOWNLOAD_DELAY")
        assert self.crawler.engine is not None
        slots = self.crawler.engine.downloader.slots.values()
        return max((slot.delay for slot in slots), default=0.0)

    def _is_closing(self) -> bool:
        assert self.crawler.engine is not None
        slot = self.crawler.engine._slot
        return slot is None or slot.closing is not None

    # -- requests ----------------------------------------------------------------------

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait until a request may be made; while the block runs, it is under way.

        Raises:
            Stopped: if there is no slot, and the crawl is closing or has lost its database.
        """
        self.queued += 1
        try:
            while self.in_flight >= self.share.slots:
                if self._is_lost or (self._is_closing() and not self.share.slots):
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
        """Wait for the site's delay, counted from the last request of whichever crawl.

        A turn is taken at the last moment, for a machine may be busy and wake up late.
        """
        ticket = getrandbits(62)
        async with self._asking:  # one at a time; the others would only be told to wait
            while delay := max(self._own_delay(), self.share.delay) * (1 + ALLOWANCE):
                asked = asyncio.get_running_loop().time()
                wait = self.archive.take_turn(self.site, delay, ticket)
                if wait == 0:
                    task = asyncio.get_running_loop().create_task(self._sent(ticket, delay, asked))
                    self._tasks.add(task)
                    task.add_done_callback(self._tasks.discard)
                    return
                await asyncio.sleep(ASK_AGAIN if wait is None else wait)

    async def _sent(self, ticket: int, delay: float, taken: float) -> None:
        """Let a turn count from when its request was sent, if that took a while.

        Until then nobody else has had a turn.
        """
        await asyncio.sleep(delay * LATE)
        for _ in range(ROUNDS_TO_SEND):
            await asyncio.sleep(0)
        if asyncio.get_running_loop().time() - taken > 2 * delay * LATE:
            with suppress(DatabaseError, SQLAlchemyError):  # the beat will tell
                self.archive.take_turn(self.site, delay, ticket)
