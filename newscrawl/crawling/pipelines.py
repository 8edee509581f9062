"""Item pipelines: validate, then deduplicate and store."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from sqlalchemy.exc import SQLAlchemyError

from newscrawl.answers.advice import KINDS
from newscrawl.crawling.extension import ArchiveExtension
from newscrawl.crawling.summary import ABSENT
from newscrawl.crawling.unit_of_work import current_unit
from newscrawl.database import DatabaseError, Outcome
from newscrawl.items import (
    ArchiveDay,
    Article,
    Failure,
    Item,
    Total,
    Unchanged,
    missing_fields,
    now,
)

logger = logging.getLogger(__name__)
#: What the names of stats begin with; see :class:`StorePipeline`.
TOTALS = "newscrawl/total_by/"
#: What items become where nothing is stored.
WITHOUT_ARCHIVE = {
    Article: Outcome.NEW,
    Failure: Outcome.FAILURE,
    Unchanged: Outcome.UNCHANGED,
    ArchiveDay: Outcome.DAY,
    Total: Outcome.TOTAL,
}


class ValidatePipeline:
    """Turns an article without a headline, an address or a text into a failure."""

    async def process_item(self, item: Any) -> Any:
        if not isinstance(item, Article):
            return item
        missing = missing_fields(item)
        if not missing:
            return item
        failure = Failure(
            site=item.site or "",
            url=item.url or "",
            news_code=item.news_code,
            reason=f"article without {', '.join(missing)}",
            at=item.fetched_at or now(),
        )
        failure.page = item.page
        return failure


class NotStored(DropItem):
    """The database was given up; the log has been told, and the next crawl fetches the page again.

    Scrapy logs other errors with a traceback and the whole article.
    """

    log_level = "DEBUG"


class DuplicateArticle(DropItem):
    """An article that the archive has as it is."""


class StorePipeline:
    """Stores articles (one row for each news code of a site), failures, and what a site has.

    New and changed articles go on to the feeds; everything else ends here. The stats
    ``newscrawl/new``, ``/changed``, ``/duplicate``, ``/failure`` and ``/unchanged`` (as the site
    says) count them, ``newscrawl/revisited…`` stored ones that were looked at again
    (:class:`newscrawl.crawling.revisiting.Revisits`), ``/earlier`` those
    that another crawl has read again meanwhile, ``/forgotten`` what came of articles that were
    taken down, ``/absent`` the guessed news codes that the site does not have, and
    ``newscrawl/no_page/…`` the kinds of pages that servers send in place of others.
    ``newscrawl/total_by/…`` is how many articles the site has, by a way of discovery.

    Without the archive every article is new.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def open_spider(self) -> None:
        extension = self.crawler.get_extension(ArchiveExtension)
        self.archive = extension.archive if extension is not None else None

    async def process_item(self, item: Any) -> Any:
        if not isinstance(item, Item):
            return item
        outcome = await self.store(item)
        if outcome is Outcome.FORGOTTEN:
            self.crawler.stats.inc_value(f"newscrawl/{outcome}")
            raise DropItem("an article that was taken down")
        if isinstance(item, Failure):
            self._count(item)
            raise DropItem(f"failure: {item.reason}")
        self.crawler.stats.inc_value(f"newscrawl/{outcome}")
        if isinstance(item, Unchanged):
            raise DropItem(f"unchanged: {item.site} {item.news_code or item.url}")
        if isinstance(item, ArchiveDay):
            raise DropItem(f"{item.site}: {item.day} is read")
        if isinstance(item, Total):
            if item.total is not None and not item.span:
                self.crawler.stats.set_value(f"{TOTALS}{item.way}", item.total)
            raise DropItem(f"{item.site} has {item.total} articles, says {item.way}")
        if outcome in (Outcome.DUPLICATE, Outcome.EARLIER):
            kind = DuplicateArticle if outcome is Outcome.DUPLICATE else DropItem
            raise kind(f"duplicate: {item.site} {item.news_code or item.url}")
        return item

    def _count(self, failure: Failure) -> None:
        unit = current_unit.get()
        if failure.is_missing and unit is not None and unit.is_revisit:
            # The crawl did what it was to do: what became of the article is counted with the unit.
            if failure.has_vanished:
                logger.info("Vanished: %s (%s)", failure.url, failure.reason)
            return
        if failure.is_missing and unit is not None and unit.is_guess:
            # Nothing said that there is such an article: most codes between two have none.
            self.crawler.stats.inc_value(ABSENT)
            logger.debug("Absent: %s (%s)", failure.url, failure.reason)
            return
        self.crawler.stats.inc_value(f"newscrawl/{Outcome.FAILURE}")
        if failure.no_page is not None and failure.no_page.kind is not None:
            self.crawler.stats.inc_value(f"{KINDS}{failure.no_page.kind}")
        logger.warning("Failed: %s (%s)", failure.url, failure.reason)

    async def store(self, item: Item) -> Outcome:
        """Store an item, together with the request that it came of if there is one.

        Returns when it is committed.
        """
        if self.archive is None:
            return WITHOUT_ARCHIVE[type(item)]
        unit = current_unit.get()
        if unit is None or unit.is_complete:
            outcome: Outcome = await self.archive.submit(item)
            return outcome
        future: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        unit.arrive(item, future)
        try:
            return await future
        except (DatabaseError, SQLAlchemyError):
            raise NotStored("the database cannot be written") from None
