"""A terminal that is closed ends a crawl in its own way, as SIGTERM does."""

from __future__ import annotations

import signal
from types import FrameType
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured


class HangUp:
    """Takes SIGHUP for SIGTERM, unless it is ignored (``nohup``).

    Scrapy kills a crawl at the second signal; a second SIGHUP, or one while the crawl ends, does
    nothing.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        signal.signal(signal.SIGHUP, self._end)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not hasattr(signal, "SIGHUP") or signal.getsignal(signal.SIGHUP) != signal.SIG_DFL:
            raise NotConfigured
        try:
            return cls(crawler)
        except ValueError:  # not in the main thread
            raise NotConfigured from None

    def _end(self, number: int, frame: FrameType | None) -> None:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        if self.crawler.crawling:
            signal.raise_signal(signal.SIGTERM)
