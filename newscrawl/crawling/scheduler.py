"""The Scrapy scheduler on top of the table ``frontier``."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict, deque
from collections.abc import Iterable
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.core.scheduler import BaseScheduler, Scheduler
from scrapy.crawler import Crawler
from scrapy.utils.defer import deferred_from_coro
from twisted.internet.defer import Deferred
from twisted.python.failure import Failure as TwistedFailure

from newscrawl.answers import NoPage
from newscrawl.crawling import serialize
from newscrawl.crawling.breaker import Breaker
from newscrawl.crawling.extension import ArchiveExtension
from newscrawl.crawling.revisiting import stats_of
from newscrawl.crawling.summary import ARTICLE_PAGES, LOST_DATABASE, PROBLEM, USUAL_FAILURE, WHY
from newscrawl.crawling.tasks import Tasks
from newscrawl.crawling.unit_of_work import UNIT, UnitOfWork, watched
from newscrawl.database.engine import in_one_line
from newscrawl.database.frontier import Leased, Row
from newscrawl.database.writes import Enqueue, Finish, Lease, Leases, Release
from newscrawl.discovery.deadends import ADDRESSES
from newscrawl.private import wake_engine
from newscrawl.site_spider import ARTICLE, GUESS, REVISIT
from newscrawl.spider import NewsSpider
from newscrawl.urls import article_fingerprint, bare_host

logger = logging.getLogger(__name__)

#: Requests leased at a time; more are when half of them are left.
LEASE_COUNT = 64
#: The same if crawls share a site: others cannot make the requests that one has leased.
SHARED_LEASE_COUNT = 16
#: How many fingerprints are remembered, so that duplicates need not go to the database.
REMEMBERED = 100_000
#: Seconds between two checks for requests that other crawls of the site found.
LOOK_SECONDS = 0.5


class FrontierScheduler(BaseScheduler):
    """Keeps requests in the database of the archive; see :mod:`newscrawl.database.frontier`.

    A request comes in, is stored as pending, is leased together with some others, goes out, and is
    marked as done in the transaction that stores what came of it; see
    :mod:`newscrawl.crawling.unit_of_work`. ``JOBDIR`` is not used: there is nothing left for it to
    keep. A request that cannot be stored, as with a lambda for its callback, stays in memory.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        #: Leased requests that nobody has asked for yet.
        self.ready: deque[Request] = deque()
        #: Of all requests that are leased.
        self.units: set[UnitOfWork] = set()
        #: Fingerprints of the requests that came in last, the oldest first.
        self.remembered: OrderedDict[str, None] = OrderedDict()
        self.tasks = Tasks(self._give_up, on_end=lambda: wake_engine(crawler))
        #: Fingerprints of the only requests to lease, ``None`` for all.
        self.only: set[str] | None = None
        self.is_leasing = False
        #: How many requests were made again on purpose.
        self.repeats = 0
        self.has_warned = False
        #: The database has no request for this crawl.
        self.is_drained = False
        #: Why the database is given up.
        self.lost: BaseException | None = None
        #: The spider has not yielded all its first requests.
        self.is_starting = True
        #: Set when requests were stored.
        self.has_news = asyncio.Event()
        self.has_waited = False
        self.lease_count = LEASE_COUNT
        #: How requests ended, and whether the site is there at all.
        self.breaker = Breaker(
            crawler.settings.getint("OUTAGE_REQUESTS"), crawler.settings.getfloat("OUTAGE_SHARE")
        )
        self.first_wait = max(crawler.settings.getfloat("OUTAGE_RETRY_SECONDS"), 0.0)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Any:
        """A scheduler of this class; Scrapy's own for a crawl without the archive."""
        if crawler.get_extension(ArchiveExtension) is None:
            return Scheduler.from_crawler(crawler)
        return cls(crawler)

    # -- the beginning and the end of a crawl --------------------------------------------

    def open(self, spider: Spider) -> None:
        extension = self.crawler.get_extension(ArchiveExtension)
        assert extension is not None
        self.spider = spider
        self.archive = extension.archive
        self.archive.on_loss = self._give_up
        self.run = extension.run
        self.epoch = extension.epoch
        self.pace = extension.pace
        if self.pace is not None:
            self.lease_count = SHARED_LEASE_COUNT
            self.pace.is_waiting = lambda: self._is_idle() and not self.is_starting
            self.pace.on_loss = self._give_up
        if extension.is_single:
            self.only = set()  # only what start() yields, not what other crawls left
        rewrite = self._own_address if isinstance(spider, NewsSpider) else None
        waiting, returned = self.archive.recover(spider.name, rewrite)
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
        if isinstance(self.spider, NewsSpider):
            family = self.spider.family
            addresses = " or ".join(family.articles) or f"the family {family.name}"
            for name, found in {**self.spider.counts, ADDRESSES: addresses}.items():
                self.crawler.stats.set_value(name, found)
        for name, value in (
            (WHY, self.breaker.why),
            (PROBLEM, self.breaker.problem),
            (USUAL_FAILURE, self.breaker.usual),
            (ARTICLE_PAGES, self.breaker.articles or None),
        ):
            if value is not None:
                self.crawler.stats.set_value(name, value)
        lost = [unit for unit in self.units if unit.has_response and not unit.is_complete]
        if reason == "finished" and lost:
            for unit in lost:
                unit.abandon("its processing did not end")
        while self.tasks:
            self.has_news.set()
            await self.tasks.one_ends()
        if left := sum(UNIT not in request.meta for request in self.ready):
            logger.warning("%d requests that were only in memory are lost", left)
        if self.lost is None:  # else the next crawl's recovery does it
            ids = [unit.id for unit in self.units]
            await self.archive.submit(Release(self.spider.name, self.run, ids), urgent=True)

    def _give_up(self, error: BaseException) -> None:
        """End the crawl: what it fetches could not be stored."""
        if self.lost is None:
            self.lost = error
            cause = in_one_line(error) if isinstance(error, Exception) else str(error)
            self.crawler.stats.set_value(LOST_DATABASE, cause)
            logger.critical("The database cannot be written: %s", cause)
            self._end("database_error")

    # -- requests come in --------------------------------------------------------------

    def enqueue_request(self, request: Request) -> bool:
        if UNIT in request.meta:  # a retry or redirect of a request that is leased already
            self.ready.appendleft(request)
            return True
        row = self._row(request, is_urgent=self.only is not None)
        if row is None:
            return False
        if isinstance(row, Request):
            self.ready.append(row)
            return True
        if self.only is not None:
            self.only.add(row.fingerprint)
        self.tasks.start(self._enqueue([row]))
        return True

    def enqueue_child(self, request: Request, unit: UnitOfWork) -> None:
        """Enqueue a request of a page, in the transaction that marks the page as done."""
        request.meta.pop(UNIT, None)  # it may be made of the page's own
        # As the engine does; the offsite middleware listens to this signal.
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
        if isinstance(row, Request):
            unit.unstored.append(row)
            return
        if self.only is not None:
            self.only.add(row.fingerprint)
        unit.rows.append(row)

    async def _enqueue(self, rows: list[Row]) -> None:
        await self.archive.submit(Enqueue(self.spider.name, self.epoch, rows))
        self._expect_more()

    def _row(self, request: Request, *, is_urgent: bool = False) -> Row | Request | None:
        """The request as a row, or itself if it can be none; ``None`` for one that was enqueued a
        moment ago."""
        fingerprint = self.crawler.request_fingerprinter.fingerprint(request).hex()
        if fingerprint in self.remembered and not request.dont_filter:
            self.crawler.stats.inc_value("dupefilter/filtered")
            return None
        if request.dont_filter and (fingerprint in self.remembered or not self.is_starting):
            # Again on purpose: under the same fingerprint it would be taken for the first one.
            self.repeats += 1
            fingerprint = f"{fingerprint}-{self.run}-{self.repeats}"
        self.remembered[fingerprint] = None
        if len(self.remembered) > REMEMBERED:
            self.remembered.popitem(last=False)  # a dict would look through all that went before
        self.crawler.stats.inc_value("scheduler/enqueued")
        key = self._key(request)
        try:
            text = serialize.dump(request, self.spider)
        except ValueError as error:
            self._warn_of_memory(request, error)
            return request
        return Row(
            fingerprint=fingerprint,
            url=self._stored_url(request),
            key=key,
            priority=request.priority,
            request=text,
            revisit=bool(request.meta.get(REVISIT)),
            is_urgent=is_urgent,
        )

    def _warn_of_memory(self, request: Request, error: ValueError) -> None:
        self.crawler.stats.inc_value("scheduler/enqueued/memory")
        if not self.has_warned:
            self.has_warned = True
            logger.warning(
                "Only in memory, so lost if the crawl is stopped or killed: %s and other requests "
                "that cannot be stored: %s",
                request,
                error,
            )

    def _stored_url(self, request: Request) -> str:
        """The address on the site itself: the next crawl may be one of another mirror, or none."""
        if not isinstance(self.spider, NewsSpider):
            return request.url
        return self.spider.addresses.from_mirror(request.url)

    def _own_address(self, url: str, key: str | None) -> tuple[str, str] | None:
        """Of an address that an earlier version stored; see :mod:`newscrawl.database.mirrors`."""
        spider = self.spider
        assert isinstance(spider, NewsSpider)
        host, parts = urlsplit(spider.addresses.origin).netloc, urlsplit(url)
        if bare_host(parts.netloc) == host:
            return None
        own = spider.addresses.of(parts._replace(scheme="", netloc="").geturl())
        if key is not None:
            return own, article_fingerprint(spider.name, key).hex()
        return own, self.crawler.request_fingerprinter.fingerprint(Request(own)).hex()

    def _key(self, request: Request) -> str | None:
        """The key of the article; the row's address says the rest of its reference."""
        if not isinstance(self.spider, NewsSpider):
            return None
        reference = self.spider.asked_for(request)
        request.meta.pop(ARTICLE, None)
        return reference.key if reference is not None else None

    def _expect_more(self) -> None:
        self.is_drained = False
        self.has_news.set()

    # -- requests go out ---------------------------------------------------------------

    def next_request(self) -> Request | None:
        if len(self.ready) < self.lease_count // 2 and not self.is_drained:
            self._lease()
        if not self.ready:
            return None
        self.crawler.stats.inc_value("scheduler/dequeued")
        return self.ready.popleft()

    def has_pending_requests(self) -> bool:
        if not self.ready and not self.is_drained:
            self._lease()
        return bool(self.ready or self.tasks)

    def _lease(self) -> None:
        if not self.is_leasing:
            self.is_leasing = True
            self.tasks.start(self._take())

    async def _take(self) -> None:
        try:
            self.is_drained = True  # unless something is enqueued meanwhile
            self.has_news.clear()
            may_lease = self.pace is None or self.pace.allotment.may_lease
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
            unit = UnitOfWork(row.id, row.key, self._complete, self.run)
            self.units.add(unit)
            url = row.url
            if isinstance(self.spider, NewsSpider):
                url = self.spider.addresses.to_mirror(url)
            request = serialize.load(url, row.priority, row.request, self.spider)
            # A request that cannot handle "not modified" must not ask for it.
            may_be_unchanged = 304 in request.meta.get("handle_httpstatus_list", ())
            if row.etag and may_be_unchanged:
                request.headers.setdefault("If-None-Match", row.etag)
            if row.last_modified and may_be_unchanged:
                request.headers.setdefault("If-Modified-Since", row.last_modified)
            unit.is_guess = bool(request.meta.get(GUESS))
            unit.is_revisit = bool(request.meta.get(REVISIT))
            request.meta[UNIT] = unit
            if row.key is not None and isinstance(self.spider, NewsSpider):
                request.meta[ARTICLE] = self.spider.named_reference(row.url)
            request.errback = watched(self.crawler, unit, request.errback)
            yield request

    def _is_idle(self) -> bool:
        return not self.units

    # -- what came of them is written --------------------------------------------------

    def _complete(self, unit: UnitOfWork) -> None:
        no_page = unit.no_page or (NoPage(unit.failure) if unit.failure else None)
        is_over = self.breaker.reason is not None
        is_article = unit.key is not None and not unit.is_revisit
        self.breaker.count(no_page, is_article=is_article, is_guess=unit.is_guess)
        if self.breaker.reason is not None and not is_over:
            logger.error("The crawl ends: %s", self.breaker.why)
            self._end(self.breaker.reason)
        self.tasks.start(self._finish(unit))

    def _end(self, reason: str) -> None:
        assert self.crawler.engine is not None
        closing = self.crawler.engine.close_spider_async(reason=reason)
        self._closing = asyncio.get_running_loop().create_task(closing)

    async def _finish(self, unit: UnitOfWork) -> None:
        try:
            # Failed look-ups may have changed what came of the page.
            if self.lost is not None:
                raise self.lost
            outcomes = await self.archive.submit(
                Finish(
                    self.spider.name,
                    self.epoch,
                    unit.finished(self.first_wait),
                    unit.items,
                    unit.rows,
                    unit.validators,
                )
            )
        except Exception as error:
            # Not committed: the request is still leased, and the next crawl makes it again.
            for row in unit.rows:
                self.remembered.pop(row.fingerprint, None)
            for future in unit.outcomes:
                if not future.done():
                    future.set_exception(error)
            self._give_up(error)
            return
        self.units.discard(unit)
        for name in stats_of(unit.items, outcomes) if unit.is_revisit else ():
            self.crawler.stats.inc_value(name)
        if unit.unstored:
            self.ready.extend(unit.unstored)
            wake_engine(self.crawler)
        if unit.rows:
            self._expect_more()
        for future, outcome in zip(unit.outcomes, outcomes, strict=True):
            if not future.done():
                future.set_result(outcome)
