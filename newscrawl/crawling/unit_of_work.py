"""A unit of work: one leased request with all that comes of it, and when that is written.

::

    leased ───► downloaded ───► processed ───► exhausted ───► complete ───► committed
      │             │               ▲              │              │
      │             │ error         │              │ items on     │ commit
      │             └──► errback ───┘              │ their way    │ failed
      │                                            └──► wait      │
      │                                                           │
      └──► pending again, at the end of the crawl or ◄────────────┘
           by the recovery after a kill

    processed   the callback or errback runs: requests that it yields wait in the unit,
                items go to the item pipelines
    exhausted   nothing more comes of it
    complete    each item has come to the archive, or was dropped on its way
    committed   one transaction has stored all of it

The moment of commit is ``FrontierScheduler._finish``. *One* transaction stores the items of the
page, makes the requests that came of it pending, and marks its own request as done or failed.
Before it, nothing of the page is stored; after it, everything is. So a process may be killed at any
moment: a request that is not committed is still leased, and the next crawl makes it again.

All items of a page must be on their way at the same time, because the first ones wait for the last
one. Scrapy would process only ``CONCURRENT_ITEMS`` of them at once. Therefore they are not handed
back to Scrapy, but sent to the item pipelines from here, each in a task of its own.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Protocol, Self, runtime_checkable

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, IgnoreRequest
from scrapy.http import Response
from scrapy.utils.asyncgen import as_async_generator
from scrapy.utils.misc import arg_to_iter
from twisted.python.failure import Failure as TwistedFailure

from newscrawl.answers import NoPage
from newscrawl.answers.advice import NO_NEWS
from newscrawl.database import DatabaseError
from newscrawl.database.articles import Outcome
from newscrawl.database.frontier import Finished, Row, Wait
from newscrawl.items import Article, Failure, Item
from newscrawl.known import Validators
from newscrawl.private import process_item

#: The unit of the item that is processed in this task.
current_unit: ContextVar[UnitOfWork | None] = ContextVar("current_unit", default=None)

#: A longer ``ETag`` is none that a site means to get back; in characters.
LONGEST_VALIDATOR = 1000
#: Key of ``Request.meta``; retries and redirects carry it on.
UNIT = "frontier_unit"


class Stopped(IgnoreRequest):
    """The crawl was stopped before a request was made: it waits for the next one."""


@dataclass(eq=False)
class UnitOfWork:
    """One leased request, the items and requests that came of it, and its state.

    It is handed to ``on_complete`` once, when it is complete; see the module.
    """

    id: int
    #: The article's key, ``None`` for a page that is none; see :meth:`newscrawl.cms.Family.key`.
    key: str | None
    on_complete: Callable[[UnitOfWork], None]
    #: The crawl that leased it.
    run: int
    #: Nothing says that there is such an article.
    is_guess: bool = False
    #: The article is stored, and is looked at again.
    is_revisit: bool = False
    rows: list[Row] = field(default_factory=list)
    #: Requests that came of it and cannot be stored.
    unstored: list[Request] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    outcomes: list[asyncio.Future[Outcome]] = field(default_factory=list)
    #: Why the request came to nothing, if it did and no item says so.
    error: str | None = None
    #: Headers for asking again whether the page changed.
    etag: str | None = None
    last_modified: str | None = None
    #: A response came, whose output goes through the spider middlewares.
    has_response: bool = False
    is_complete: bool = False
    #: Items that have neither come to the archive nor settled.
    _under_way: int = 0
    _is_exhausted: bool = False

    @property
    def failure(self) -> str | None:
        """Why the request failed, ``None`` if it did not."""
        if self.error is not None or any(isinstance(item, Article) for item in self.items):
            return self.error
        return next((i.reason for i in self.items if isinstance(i, Failure)), None)

    @property
    def no_page(self) -> NoPage | None:
        """Why the request brought no page, where an item says so."""
        if self.error is not None or any(isinstance(item, Article) for item in self.items):
            return None
        return next((i.no_page for i in self.items if isinstance(i, Failure) and i.no_page), None)

    def finished(self, first_wait: float) -> Finished:
        """What the frontier is told of the request.

        Args:
            first_wait: see :class:`newscrawl.database.frontier.Wait`.
        """
        wait, why = None, self.no_page
        if why is not None and why.is_transient:
            wait = Wait(first_wait, why.retry_after or 0.0)
        return Finished(
            self.id,
            self.key,
            self.run,
            self.failure,
            self.etag,
            self.last_modified,
            wait,
            is_final=why is not None and why.kind == NO_NEWS,
        )

    @property
    def validators(self) -> Validators | None:
        """What the page says of its state, if it is the article that was asked for."""
        for item in self.items:
            if isinstance(item, Article) and self.key in (item.news_code, item.url):
                return Validators(self.etag, self.last_modified)
        return None

    def expect(self) -> None:
        """An item is on its way to the archive."""
        self._under_way += 1

    def arrive(self, item: Item, outcome: asyncio.Future[Outcome]) -> None:
        """An item has come to the archive; its outcome is known after the commit."""
        self.items.append(item)
        self.outcomes.append(outcome)
        self.settle()

    def settle(self) -> None:
        """An item no longer has to be waited for: it has arrived, or was dropped on its way."""
        self._under_way -= 1
        self._check()

    def exhaust(self, error: str | None = None) -> None:
        """Nothing more comes of the callback."""
        self.error = self.error or error
        self._is_exhausted = True
        self._check()

    def abandon(self, reason: str) -> None:
        """Complete the unit as failed, whatever may still come."""
        self.error = reason
        self._is_exhausted, self._under_way = True, 0
        self._check()

    def _check(self) -> None:
        if self._is_exhausted and self._under_way <= 0 and not self.is_complete:
            self.is_complete = True
            self.on_complete(self)


@runtime_checkable
class FrontierLike(Protocol):
    """A scheduler that keeps units of work."""

    is_starting: bool

    def enqueue_child(self, request: Request, unit: UnitOfWork) -> None:
        """Make a request pending when its unit is finished."""


class UnitOfWorkMiddleware:
    """Takes the output of a callback from Scrapy into the page's unit of work.

    It has to be the first spider middleware (the nearest to the engine). Without
    :class:`~newscrawl.crawling.scheduler.FrontierScheduler` it lets everything through.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        try:
            async for output in start:
                yield output
        except DatabaseError:
            raise CloseSpider("database_error") from None
        if (frontier := _frontier(self.crawler)) is not None:
            frontier.is_starting = False

    def process_spider_input(self, response: Response) -> None:
        unit: UnitOfWork | None = response.meta.get(UNIT)
        if unit is not None:
            unit.has_response = True
            if response.status == 304 and response.request is not None:
                unit.etag = _header(response.request, "If-None-Match")
                unit.last_modified = _header(response.request, "If-Modified-Since")
            elif response.status == 200:
                unit.etag = _header(response, "ETag")
                unit.last_modified = _header(response, "Last-Modified")

    async def process_spider_output(
        self, response: Response, result: AsyncIterator[Any]
    ) -> AsyncIterator[Any]:
        unit: UnitOfWork | None = response.meta.get(UNIT)
        # Another middleware may give something in place of what a failed callback gave.
        if unit is None or unit.is_complete:
            async for output in result:
                yield output
        else:
            await carry_out(self.crawler, unit, result, response)

    def process_spider_exception(self, response: Response, exception: Exception) -> None:
        unit: UnitOfWork | None = response.meta.get(UNIT)
        if unit is not None and not isinstance(exception, CloseSpider):
            unit.exhaust(_reason(exception))


async def carry_out(
    crawler: Crawler,
    unit: UnitOfWork,
    outputs: AsyncIterator[Any],
    response: Response | TwistedFailure,
) -> None:
    """Take all that a callback or errback gives: requests wait in the unit, items are processed.

    Returns when the items are, which is after the commit: Scrapy counts the page as being processed
    until then, and does not fetch more pages than it can process.

    Raises:
        Exception: what the callback raised.
    """
    frontier = _frontier(crawler)
    assert frontier is not None
    tasks: list[asyncio.Task[None]] = []
    try:
        async for output in outputs:
            if isinstance(output, Request):
                frontier.enqueue_child(output, unit)
            elif output is not None:
                unit.expect()
                work = _process(crawler, unit, output, response)
                tasks.append(asyncio.get_running_loop().create_task(work))
    except (CloseSpider, DatabaseError) as error:
        # The next crawl makes the request again, and gets the items again.
        for task in tasks:
            task.cancel()
        if isinstance(error, CloseSpider):
            raise
        raise CloseSpider("database_error") from None
    except Exception as error:
        unit.exhaust(_reason(error))
        await asyncio.gather(*tasks)
        raise
    unit.exhaust()
    await asyncio.gather(*tasks)


async def _process(
    crawler: Crawler, unit: UnitOfWork, item: Any, response: Response | TwistedFailure
) -> None:
    current_unit.set(unit)
    try:
        await process_item(crawler, item, response)
    finally:
        if not unit.is_complete:  # else the item came to the archive, and waited for the commit
            unit.settle()


def watched(
    crawler: Crawler, unit: UnitOfWork, errback: Callable[..., Any] | None
) -> Callable[[TwistedFailure], Any]:
    """An errback that carries out a unit: failed downloads pass by the spider middlewares."""

    async def errback_of_unit(failure: TwistedFailure) -> Any:
        if isinstance(failure.value, Stopped):
            return ()
        if unit.has_response:  # an error status: the middlewares see what comes of it
            if errback is None:
                failure.raiseException()
            return errback(failure)
        try:
            if errback is None:
                failure.raiseException()
            outputs = errback(failure)
            if not isinstance(outputs, AsyncIterator):
                outputs = as_async_generator(list(arg_to_iter(outputs)))
        except Exception:
            unit.exhaust(f"{type(failure.value).__name__}: {failure.getErrorMessage()}")
            raise
        await carry_out(crawler, unit, outputs, failure)
        return ()

    return errback_of_unit


def _frontier(crawler: Crawler) -> FrontierLike | None:
    assert crawler.engine is not None
    scheduler = crawler.engine.scheduler
    return scheduler if isinstance(scheduler, FrontierLike) else None


def _header(message: Request | Response, name: str) -> str | None:
    value = message.headers.get(name)
    return value.decode("latin-1") if value and len(value) <= LONGEST_VALIDATOR else None


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
