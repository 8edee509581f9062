"""Sparing the garbage collector what will not become garbage."""

from __future__ import annotations

import gc
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler


class LongLived:
    """Takes what is there when a crawl starts (modules, classes, rules) out of the sight of the
    garbage collector, which would go through these 130,000 objects over and over.
    """

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls()
        crawler.signals.connect(extension.engine_started, signals.engine_started)
        crawler.signals.connect(extension.engine_stopped, signals.engine_stopped)
        return extension

    def engine_started(self) -> None:
        gc.freeze()

    def engine_stopped(self) -> None:
        gc.unfreeze()
