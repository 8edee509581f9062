"""Slows down where a site says that it is too much: 429, 503, and ``Retry-After``."""

from __future__ import annotations

from typing import Self

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Response

from newscrawl.private import DownloadSlot, download_slots

#: What a site answers that is asked too often.
TOO_MANY = (429, 503)
#: The delay after the first such answer where there was none, in seconds.
FIRST = 0.25
#: The delay grows to so many times what it was, or at least to so many seconds.
MOST, LONGEST = 8, 2.0


class PatientRetryMiddleware(RetryMiddleware):
    """Scrapy's, but what the site asks to wait for is not tried again at once, and the site is
    asked less often for a while.

    The delay between two requests is doubled by each answer that says that it is too much, and
    halved by each page that comes, down to where it was; AutoThrottle, where it is on, goes on from
    there. A request that got no answer in time is not tried again, either: that would hold its slot
    three times as long. All these wait in the frontier, see :mod:`newscrawl.database.waiting`.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler.settings)
        self.crawler = crawler
        #: Delays before the site was asked less often, by the name of the slot.
        self._usual: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        name = request.meta.get("download_slot", "")
        slot = download_slots(self.crawler).get(name)
        # robots.txt is asked for first, and says itself how often its site may be asked.
        if slot is not None and not request.meta.get("dont_obey_robotstxt"):
            self._adapt(name, slot, response.status)
        if response.status in TOO_MANY and b"Retry-After" in response.headers:
            return response
        return super().process_response(request, response)

    def process_exception(
        self, request: Request, exception: Exception, spider: Spider | None = None
    ) -> Request | Response | None:
        if isinstance(exception, DownloadTimeoutError):
            return None
        return super().process_exception(request, exception)

    def _adapt(self, name: str, slot: DownloadSlot, status: int) -> None:
        usual = self._usual.get(name)
        if status in TOO_MANY:
            usual = self._usual.setdefault(name, slot.delay)
            slot.delay = min(max(2 * slot.delay, FIRST), max(MOST * usual, LONGEST))
            self.crawler.stats.inc_value("newscrawl/slowed_down")
        elif usual is not None and status < 400:
            slot.delay = slot.delay / 2
            if slot.delay < max(usual, FIRST):
                slot.delay = self._usual.pop(name)
