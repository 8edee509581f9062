"""The archive of a crawl: opened before it, told of its start and end, closed after it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from sqlalchemy.exc import SQLAlchemyError

from newscrawl.database import Archive, DatabaseError
from newscrawl.database.lock import SiteLock
from newscrawl.database.memory import ArchiveMemory
from newscrawl.fleet import Fleet
from newscrawl.spider import NewsSpider
from newscrawl.summary import Summary

logger = logging.getLogger(__name__)


class ArchiveExtension:
    """Opens the database of ``DATABASE_URL``, locks the site, and keeps the table ``crawls``.

    Other components take :attr:`archive` from here: ``crawler.get_extension(ArchiveExtension)``.

    Raises:
        DatabaseError: from the constructor, if the database cannot be used, or another crawl of
            the site is running.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        settings = crawler.settings
        spider = crawler.spider
        assert spider is not None
        self.lock = SiteLock(settings["DATABASE_URL"], spider.name)
        self.lock.acquire()
        self.archive = Archive(
            settings["DATABASE_URL"],
            batch_size=settings.getint("DATABASE_BATCH_SIZE"),
            batch_seconds=settings.getfloat("DATABASE_BATCH_SECONDS"),
            lease_seconds=settings.getfloat("LEASE_SECONDS"),
            retry_seconds=settings.getfloat("DATABASE_RETRY_SECONDS"),
        )
        arguments = spider.arguments.texts() if isinstance(spider, NewsSpider) else {}
        #: The crawl is of single pages, and leaves alone what else waits.
        self.is_single = "url" in arguments
        scope = None if self.is_single else _scope(arguments)
        self.run = self.archive.start_crawl(spider.name, arguments, scope)
        self.epoch: int = self.archive.crawl(self.run)["epoch"]
        if isinstance(spider, NewsSpider):
            spider.memory = ArchiveMemory(self.archive, spider.name, self.run)
        #: The other crawls of the site, where there may be any.
        self.fleet: Fleet | None = None
        if self.archive.is_shared:
            self.fleet = Fleet(crawler, self.archive, spider.name, self.run)
            crawler.signals.connect(self.fleet.start, signals.spider_opened)
        crawler.signals.connect(self.spider_closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def spider_closed(self, spider: Spider, reason: str) -> None:
        stats = self.crawler.stats.get_stats()
        if self.fleet is not None:
            await self.fleet.stop()
        try:
            self.archive.finish_crawl(self.run, reason, stats)
        except (DatabaseError, SQLAlchemyError) as error:
            logger.error("The end of the crawl is not recorded: %s", " ".join(str(error).split()))
        await self.archive.close()
        self.lock.release()
        logger.info("%s: %s (%s)", spider.name, Summary.of(stats), reason)


def _scope(arguments: Mapping[str, str]) -> str:
    """What a crawl goes over: only crawls of the same are continued, and compared with."""
    names = ("discover", "from_date", "to_date", "codes")
    return " ".join(arguments[name] for name in names if name in arguments)
