"""A progress bar on standard error."""

from __future__ import annotations

from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from newscrawl.summary import Summary


class Progress:
    """Shows articles stored while a crawl runs, if ``PROGRESS_ENABLED``.

    ``PROGRESS_TOTAL`` is how many articles are expected, 0 for unknown. On a terminal it is a bar
    that moves; elsewhere its last state is printed once.
    """

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("PROGRESS_ENABLED"):
            raise NotConfigured
        # Only now: most crawls show nothing, and need not wait for these.
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bar

        self.crawler = crawler
        self.bar = Bar(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("articles, {task.fields[pages]} pages"),
            TimeElapsedColumn(),
            console=Console(stderr=True),
        )
        self.task = self.bar.add_task(
            "Crawling", total=crawler.settings.getint("PROGRESS_TOTAL") or None, pages=0
        )
        crawler.signals.connect(self.bar.start, signals.spider_opened)
        crawler.signals.connect(self.update, signals.response_received)
        crawler.signals.connect(self.update, signals.item_scraped)
        crawler.signals.connect(self.close, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def update(self) -> None:
        summary = Summary.of(self.crawler.stats.get_stats())
        self.bar.update(self.task, completed=summary.articles, pages=summary.pages)

    def close(self) -> None:
        self.update()
        self.bar.stop()
