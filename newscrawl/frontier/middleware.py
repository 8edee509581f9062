"""The spider middleware that gathers what comes of a page into its unit of work."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Response

from newscrawl.frontier.scheduler import FrontierScheduler
from newscrawl.frontier.unit import UNIT, Unit, current_unit


class UnitOfWork:
    """Has to be the first spider middleware (the nearest to the engine): it takes the requests of
    a page out of the stream, because they become pending together with the page becoming done.

    Without :class:`~newscrawl.frontier.scheduler.FrontierScheduler` it lets everything through.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        crawler.signals.connect(self.item_settled, signals.item_dropped)
        crawler.signals.connect(self.item_settled, signals.item_error)
        crawler.signals.connect(self.item_settled, signals.item_scraped)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_spider_input(self, response: Response) -> None:
        unit: Unit | None = response.meta.get(UNIT)
        current_unit.set(unit)
        if unit is not None:
            unit.has_response = True
            if response.status == 304 and response.request is not None:
                unit.etag = _header(response.request, "If-None-Match")
                unit.last_modified = _header(response.request, "If-Modified-Since")
            elif response.status == 200:
                unit.etag = _header(response, "ETag")
                unit.last_modified = _header(response, "Last-Modified")

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        async for output in start:
            yield output
        assert self.crawler.engine is not None
        scheduler = self.crawler.engine.scheduler
        if isinstance(scheduler, FrontierScheduler):
            scheduler.is_starting = False

    async def process_spider_output(
        self, response: Response, result: AsyncIterator[Any]
    ) -> AsyncIterator[Any]:
        unit: Unit | None = response.meta.get(UNIT)
        assert self.crawler.engine is not None
        scheduler = self.crawler.engine.scheduler
        async for output in result:
            if unit is None or not isinstance(scheduler, FrontierScheduler):
                yield output
            elif isinstance(output, Request):
                scheduler.enqueue_child(output, unit)
            else:
                unit.expect()
                yield output
        if unit is not None:
            unit.exhaust()

    def process_spider_exception(self, response: Response, exception: Exception) -> None:
        unit: Unit | None = response.meta.get(UNIT)
        if unit is not None and not isinstance(exception, CloseSpider):
            unit.exhaust(f"{type(exception).__name__}: {exception}")

    def item_settled(self) -> None:
        unit = current_unit.get()
        if unit is not None and not unit.is_complete:
            unit.settle()


def _header(message: Request | Response, name: str) -> str | None:
    value = message.headers.get(name)
    return value.decode("latin-1") if value else None
