"""The archive of a crawl: opened before it, told of its start and end, closed after it."""

from __future__ import annotations

import logging
from typing import Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler

from newscrawl.database import Archive
from newscrawl.spider import NewsSpider
from newscrawl.summary import Summary

logger = logging.getLogger(__name__)


class ArchiveExtension:
    """Opens the database of ``DATABASE_URL`` and keeps the table ``crawls``.

    Other components take :attr:`archive` from here: ``crawler.get_extension(ArchiveExtension)``.

    Raises:
        DatabaseError: from the constructor, if the database cannot be used.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        settings = crawler.settings
        self.archive = Archive(
            settings["DATABASE_URL"],
            batch_size=settings.getint("DATABASE_BATCH_SIZE"),
            batch_seconds=settings.getfloat("DATABASE_BATCH_SECONDS"),
        )
        self.run: int | None = None
        crawler.signals.connect(self.spider_opened, signals.spider_opened)
        crawler.signals.connect(self.spider_closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def spider_opened(self, spider: Spider) -> None:
        if isinstance(spider, NewsSpider):
            name, archive = spider.name, self.archive
            finished = archive.last_finish_reason(name) == "finished"
            newest = archive.newest_id() if finished else 0
            spider.known = lambda codes: archive.known(name, codes)
            spider.known_before = lambda codes: archive.known(name, codes, newest_id=newest)
            arguments = {k: v for k, v in _arguments(spider).items() if v}
        else:
            arguments = {}
        self.run = self.archive.start_crawl(spider.name, arguments)

    async def spider_closed(self, spider: Spider, reason: str) -> None:
        stats = self.crawler.stats.get_stats()
        if self.run is not None:
            self.archive.finish_crawl(self.run, reason, stats)
        await self.archive.close()
        logger.info("%s: %s (%s)", spider.name, Summary.of(stats), reason)


def _arguments(spider: NewsSpider) -> dict[str, object]:
    arguments = spider.arguments
    return {
        "base_url": arguments.base_url,
        "url": " ".join(arguments.urls),
        "discover": ",".join(arguments.discover),
    }
