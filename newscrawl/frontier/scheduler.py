"""The Scrapy scheduler on top of the table ``frontier``."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict, deque
from collections.abc import Callable, Coroutine, Iterable
from contextlib import suppress
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler
from scrapy.utils.defer import deferred_from_coro
from twisted.internet.defer import Deferred
from twisted.python.failure import Failure as TwistedFailure

from newscrawl.database.writes import Enqueue, Finish, Lease, Leases, Release
from newscrawl.extensions.archive import ArchiveExtension
from newscrawl.frontier import serialize
from newscrawl.frontier.table import Leased, Row
from newscrawl.frontier.unit import UNIT, Stopped, Unit, current_unit
from newscrawl.spider import NewsSpider

logger = logging.getLogger(__name__)

#: Requests leased at a time; more are when half of them are left.
LEASE_COUNT = 64
#: The same where crawls share a site: what one has leased, the others cannot do.
SHARED_LEASE_COUNT = 16
#: Fingerprints remembered, to spare the database what it has just been told.
REMEMBERED = 100_000
#: Seconds between two looks at what other crawls of the site found.
LOOK_SECONDS = 0.5


class FrontierScheduler(BaseScheduler):
    """Keeps requests in the database of the archive; see :mod:`newscrawl.frontier`.

    ``JOBDIR`` is not used: there is nothing left for it to keep.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.ready: deque[Request] = deque()
        self.units: set[Unit] = set()
        self.remembered: OrderedDict[str, None] = OrderedDict()
        self.tasks: set[asyncio.Task[None]] = set()
        self.only: set[str] | None = None
        self.is_leasing = False
        self.is_drained = False
        #: Why the database is given up.
        self.lost: BaseException | None = None
        #: The spider has not yielded all its first requests.
        self.is_starting = True
        self.has_news = asyncio.Event()
        self.has_waited = False
        self.lease_count = LEASE_COUNT

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    # -- Scrapy's interface ------------------------------------------------------------

    def open(self, spider: Spider) -> None:
        extension = self.crawler.get_extension(ArchiveExtension)
        if extension is None:
            raise RuntimeError("FrontierScheduler needs ArchiveExtension in EXTENSIONS")
        self.spider = spider
        self.archive = extension.archive
        self.run = extension.run
        self.epoch = extension.epoch
        self.fleet = extension.fleet
        if self.fleet is not None:
            self.lease_count = SHARED_LEASE_COUNT
            self.fleet.is_waiting = lambda: self._is_idle() and not self.is_starting
            self.fleet.on_loss = self._give_up
        if extension.is_single:
            self.only = set()  # just what start() yields, not what other crawls left
        waiting, returned = self.archive.recover(spider.name)
        if waiting:
            logger.info(
                "Resuming: %d requests wait, %d of them were under way when a crawl died",
                waiting,
                returned,
            )
        if self.crawler.settings["JOBDIR"]:
            logger.warning("JOBDIR is not used: the frontier is kept in DATABASE_URL")

    def close(self, reason: str) -> Deferred[None]:
        return deferred_from_coro(self._close(reason))

    async def _close(self, reason: str) -> None:
        lost = [unit for unit in self.units if unit.has_response and not unit.is_complete]
        if reason == "finished" and lost:
            for unit in lost:
                unit.abandon("its processing did not end")
        await self._settled()
        if self.lost is None:  # else the next crawl's recovery does it
            ids = [unit.id for unit in self.units]
            await self.archive.submit(Release(self.spider.name, self.run, ids), urgent=True)

    async def _settled(self) -> None:
        while self.tasks:
            self.has_news.set()
            await asyncio.wait(self.tasks)

    def has_pending_requests(self) -> bool:
        if not self.ready and not self.is_drained:
            self._lease()
        return bool(self.ready or self.tasks)

    def enqueue_request(self, request: Request) -> bool:
        if UNIT in request.meta:  # a retry or redirect of a request that is leased already
            self.ready.appendleft(request)
            return True
        row = self._row(request)
        if row is None:
            return False
        if self.only is not None:
            self.only.add(row.fingerprint)
        self._spawn(self._enqueue([row]))
        return True

    def next_request(self) -> Request | None:
        if len(self.ready) < self.lease_count // 2 and not self.is_drained:
            self._lease()
        if not self.ready:
            return None
        self.crawler.stats.inc_value("scheduler/dequeued")
        return self.ready.popleft()

    # -- units of work -----------------------------------------------------------------

    def enqueue_child(self, request: Request, unit: Unit) -> None:
        """Enqueue what a page asks for, together with the page being done."""
        # What the engine does with requests that come to it; the offsite middleware listens.
        responses = self.crawler.signals.send_catch_log(
            signals.request_scheduled, request=request, spider=self.spider, dont_log=Exception
        )
        if any(isinstance(result, TwistedFailure) for _, result in responses):
            return
        row = self._row(request)
        if row is None:
            self.crawler.signals.send_catch_log(
                signals.request_dropped, request=request, spider=self.spider
            )
            return
        if self.only is not None:
            self.only.add(row.fingerprint)
        unit.rows.append(row)

    def _row(self, request: Request) -> Row | None:
        """The request as a row, ``None`` for one that was enqueued a moment ago."""
        fingerprint = self.crawler.request_fingerprinter.fingerprint(request).hex()
        if fingerprint in self.remembered and not request.dont_filter:
            self.crawler.stats.inc_value("dupefilter/filtered")
            return None
        self.remembered[fingerprint] = None
        if len(self.remembered) > REMEMBERED:
            self.remembered.popitem(last=False)  # a dict would look through all that went before
        self.crawler.stats.inc_value("scheduler/enqueued")
        return Row(
            fingerprint=fingerprint,
            url=request.url,
            key=self._key(request.url),
            priority=request.priority,
            request=serialize.dump(request, self.spider),
            revisit=bool(request.meta.get("revisit")),
        )

    def _key(self, url: str) -> str | None:
        return self.spider.key(url) if isinstance(self.spider, NewsSpider) else None

    def _complete(self, unit: Unit) -> None:
        self._spawn(self._finish(unit))

    async def _finish(self, unit: Unit) -> None:
        try:
            # What became of a page cannot be told from what the loss of the database made of it.
            if self.lost is not None:
                raise self.lost
            outcomes = await self.archive.submit(Finish(self.spider.name, self.epoch, unit))
        except Exception as error:
            # Not committed: the request is still leased, and is done again by the next crawl.
            for row in unit.rows:
                self.remembered.pop(row.fingerprint, None)
            for future in unit.outcomes:
                if not future.done():
                    future.set_exception(error)
            self._give_up(error)
            return
        self.units.discard(unit)
        if unit.rows:
            self._expect_more()
        for future, outcome in zip(unit.outcomes, outcomes, strict=True):
            if not future.done():
                future.set_result(outcome)

    # -- leasing -----------------------------------------------------------------------

    async def _enqueue(self, rows: list[Row]) -> None:
        await self.archive.submit(Enqueue(self.spider.name, self.epoch, rows))
        self._expect_more()

    def _expect_more(self) -> None:
        self.is_drained = False
        self.has_news.set()

    def _is_idle(self) -> bool:
        return not self.units

    def _lease(self) -> None:
        if not self.is_leasing:
            self.is_leasing = True
            self._spawn(self._take())

    async def _take(self) -> None:
        try:
            self.is_drained = True  # unless something is enqueued meanwhile
            self.has_news.clear()
            may_lease = self.fleet is None or self.fleet.share.may_lease
            lease = Lease(
                self.spider.name,
                self.run,
                self.lease_count if may_lease else 0,
                self.only,
                is_starting=self.is_starting,
                is_idle=self._is_idle(),
            )
            leases: Leases = await self.archive.submit(lease, urgent=True)
            if leases.rows or leases.may_come:
                self.is_drained = False
            self.ready.extend(self._restore(leases.rows))
            if leases.may_come:
                if not self.has_waited and not self.is_starting and self._is_idle():
                    self.has_waited = True
                    logger.info("Waiting for what other crawls of the site have under way")
                with suppress(TimeoutError):
                    await asyncio.wait_for(self.has_news.wait(), LOOK_SECONDS)
        finally:
            self.is_leasing = False

    def _restore(self, leased: Iterable[Leased]) -> Iterable[Request]:
        for row in leased:
            unit = Unit(row.id, row.key, self._complete, self.run)
            self.units.add(unit)
            request = serialize.load(row.url, row.priority, row.request, self.spider)
            # A request that cannot handle "not modified" must not ask for it.
            may_be_unchanged = 304 in request.meta.get("handle_httpstatus_list", ())
            if row.etag and may_be_unchanged:
                request.headers.setdefault("If-None-Match", row.etag)
            if row.last_modified and may_be_unchanged:
                request.headers.setdefault("If-Modified-Since", row.last_modified)
            request.meta[UNIT] = unit
            request.errback = _errback(unit, request.errback)
            yield request

    def _give_up(self, error: BaseException) -> None:
        """End the crawl: without its database it could only lose what it fetches."""
        if self.lost is None:
            self.lost = error
            logger.critical("The database cannot be written: %s", " ".join(str(error).split()))
            assert self.crawler.engine is not None
            closing = self.crawler.engine.close_spider_async(reason="database_error")
            self._closing = asyncio.get_running_loop().create_task(closing)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self.tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._give_up(error)
        # The engine asks again only when told to, or every 5 seconds; it has no public way to tell.
        slot = self.crawler.engine._slot if self.crawler.engine else None
        if slot is not None and slot.closing is None:
            slot.nextcall.schedule()


def _errback(unit: Unit, errback: Callable[..., Any] | None) -> Callable[[TwistedFailure], Any]:
    """An errback that completes the unit: failed downloads pass by the spider middlewares."""

    def watched(failure: TwistedFailure) -> Any:
        current_unit.set(unit)
        if isinstance(failure.value, Stopped):
            return []
        if unit.has_response:  # an error status: the middlewares see what comes of it
            if errback is None:
                failure.raiseException()
            return errback(failure)
        reason = f"{type(failure.value).__name__}: {failure.getErrorMessage()}"
        if errback is None:
            unit.exhaust(reason)
            failure.raiseException()
        try:
            items = list(errback(failure) or ())
        except Exception:
            unit.exhaust(reason)
            raise
        for _ in items:
            unit.expect()
        unit.exhaust()
        return items

    return watched
