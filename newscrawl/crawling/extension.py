"""The archive of a crawl: opened before it, told of its start and end, closed after it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.settings import BaseSettings
from sqlalchemy.exc import SQLAlchemyError

from newscrawl.crawling.components import has_archive, missing_component
from newscrawl.crawling.pace import Pace
from newscrawl.crawling.revisiting import revisit_plan
from newscrawl.crawling.summary import LOST_DATABASE, WAITING, WAITING_FOR, WAITING_UNTIL, Summary
from newscrawl.database import ArchiveWriter, DatabaseError
from newscrawl.database.default import prepare
from newscrawl.database.engine import in_one_line, shown
from newscrawl.database.known import StoredArticles
from newscrawl.database.lock import SiteLock
from newscrawl.database.outbox import destination
from newscrawl.database.waiting import count_waiting
from newscrawl.spider import NewsSpider
from newscrawl.stories.signature import missing_package

logger = logging.getLogger(__name__)
#: Stat: what is wrong with the crawls of the site, after this one. Set when its end is recorded.
STANDING_ALARMS = "newscrawl/standing_alarms"


class ArchiveExtension:
    """Opens the database of ``DATABASE_URL``, locks the site, and keeps the table ``crawls``.

    Other components take :attr:`archive` from here: ``crawler.get_extension(ArchiveExtension)``.

    Without the archive (``ARCHIVE_ENABLED``) there is none of it, and Scrapy's own scheduler.

    Raises:
        DatabaseError: from the constructor, if the database cannot be used, or another crawl of
            the site is running.
        ValueError: from the constructor, if the settings lack a component that stores articles.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        settings = crawler.settings
        spider = crawler.spider
        assert spider is not None
        if isinstance(spider, NewsSpider) and (problem := missing_component(settings)):
            raise ValueError(problem)
        if prepare(settings["DATABASE_URL"]):
            logger.info("A new archive: %s", shown(settings["DATABASE_URL"]))
        self.lock = SiteLock(settings["DATABASE_URL"], spider.name)
        self.lock.acquire()
        ages, budget = revisit_plan(settings)
        self.archive = ArchiveWriter(
            settings["DATABASE_URL"],
            batch_size=settings.getint("DATABASE_BATCH_SIZE"),
            batch_seconds=settings.getfloat("DATABASE_BATCH_SECONDS"),
            lease_seconds=settings.getfloat("LEASE_SECONDS"),
            retry_seconds=settings.getfloat("DATABASE_RETRY_SECONDS"),
            is_ending=lambda: not crawler.crawling,
            with_stories=finds_stories(settings),
            ages=ages,
        )
        arguments = spider.arguments.texts() if isinstance(spider, NewsSpider) else {}
        #: The crawl is of single pages: it leaves other pending requests alone.
        self.is_single = "url" in arguments
        scope = None if self.is_single else _scope(arguments)
        self.run = self.archive.start_crawl(spider.name, arguments, scope)
        self.epoch: int = self.archive.crawl(self.run)["epoch"]
        if isinstance(spider, NewsSpider):
            spider.known = StoredArticles(self.archive, spider.name, self.run, budget)
        #: Set if other crawls of the site may run at the same time.
        self.pace: Pace | None = None
        if self.archive.is_shared:
            self.pace = Pace(crawler, self.archive, spider.name, self.run)
            crawler.signals.connect(self.pace.start, signals.spider_opened)
        #: What the monitors of the crawl found: see :func:`newscrawl.database.alarms.update`.
        self.findings: dict[str, str | None] = {}
        crawler.signals.connect(self.spider_closed, signals.spider_closed)
        crawler.signals.connect(self.engine_stopped, signals.engine_stopped)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not has_archive(crawler):
            raise NotConfigured
        return cls(crawler)

    async def spider_closed(self, spider: Spider, reason: str) -> None:
        stats = self.crawler.stats.get_stats()
        if self.pace is not None:
            await self.pace.stop()
        try:
            await self._count_waiting(spider.name)
            destinations = map(destination, self.crawler.settings.getlist("NOTIFY_URLS"))
            # In a thread: a database that is away is waited for, and Ctrl-C is heard meanwhile.
            alarms = await asyncio.to_thread(
                self.archive.finish_crawl,
                self.run,
                reason,
                dict(stats),
                self.findings,
                list(destinations),
            )
            self.crawler.stats.set_value(STANDING_ALARMS, [alarm.problem for alarm in alarms])
        except (DatabaseError, SQLAlchemyError) as error:
            # Of a database that was given up the log has been told.
            level = logging.INFO if LOST_DATABASE in stats else logging.ERROR
            logger.log(level, "The end of the crawl is not recorded: %s", in_one_line(error))
        await self.archive.close()
        self.lock.release()

    def engine_stopped(self) -> None:
        # After all that Scrapy and its extensions say of the end of a crawl.
        assert self.crawler.spider is not None
        stats = self.crawler.stats.get_stats()
        reason = stats.get("finish_reason")
        logger.info("%s: %s (%s)", self.crawler.spider.name, Summary.of(stats), reason)

    async def _count_waiting(self, site: str) -> None:
        waiting = await self.archive.look_up(lambda connection: count_waiting(connection, site))
        if waiting.count:
            self.crawler.stats.set_value(WAITING, waiting.count)
            self.crawler.stats.set_value(WAITING_UNTIL, waiting.due_at)
            self.crawler.stats.set_value(WAITING_FOR, waiting.reason)


def finds_stories(settings: BaseSettings) -> bool:
    """Whether articles get their stories as they are stored; a warning says why they cannot."""
    if not settings.getbool("STORIES_ENABLED"):
        return False
    if (reason := missing_package()) is not None:
        logger.warning("STORIES_ENABLED is left aside: %s", reason)
        return False
    return True


def _scope(arguments: Mapping[str, str]) -> str:
    """What a crawl covers. Crawls with the same scope continue each other, and are compared."""
    names = ("discover", "from_date", "to_date", "codes")
    return " ".join(arguments[name] for name in names if name in arguments)
