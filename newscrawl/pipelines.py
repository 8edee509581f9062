"""Item pipelines: validate, then deduplicate and store."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from newscrawl.database import Outcome
from newscrawl.extensions.archive import ArchiveExtension
from newscrawl.frontier import current_unit
from newscrawl.items import ArchiveDay, Article, Failure, Item

logger = logging.getLogger(__name__)


def missing_fields(article: Article) -> list[str]:
    """What an article cannot be without, and is."""
    missing = [name for name in ("site", "url", "title") if not getattr(article, name)]
    if not (article.body or article.lead or article.images):
        missing.append("body")
    return missing


class ValidatePipeline:
    """An article without its headline, address or text is none: it becomes a failure."""

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
            at=item.fetched_at or datetime.now(UTC).isoformat(timespec="seconds"),
        )
        failure.page = item.page
        return failure


class StorePipeline:
    """Stores articles, one row for a site and news code, and failures.

    New and changed articles go on to the feeds; all others end here. The stats ``newscrawl/new``,
    ``/changed``, ``/duplicate`` and ``/failure`` count them.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def open_spider(self) -> None:
        extension = self.crawler.get_extension(ArchiveExtension)
        if extension is None:
            raise RuntimeError("StorePipeline needs ArchiveExtension in EXTENSIONS")
        self.archive = extension.archive
        # Of the items of a page that Scrapy lets come at a time, one must not wait for the rest.
        self.most_waiting = self.crawler.settings.getint("CONCURRENT_ITEMS") - 1

    async def process_item(self, item: Any) -> Any:
        if not isinstance(item, (Article, Failure, ArchiveDay)):
            return item
        outcome = await self.store(item)
        self.crawler.stats.inc_value(f"newscrawl/{outcome}")
        if isinstance(item, Failure):
            logger.warning("Failed: %s (%s)", item.url, item.reason)
            raise DropItem(f"failure: {item.reason}")
        if isinstance(item, ArchiveDay):
            raise DropItem(f"{item.site}: {item.day} is read")
        if outcome is Outcome.DUPLICATE:
            raise DropItem(f"duplicate: {item.site} {item.news_code or item.url}")
        return item

    async def store(self, item: Item) -> Outcome:
        """Store an item, with the request that it came of if there is one to be finished.

        What a page has more than Scrapy has tasks for is stored at once: the request cannot be
        finished before the last item has come.
        """
        unit = current_unit.get()
        if unit is None or unit.is_complete or len(unit.items) >= self.most_waiting:
            outcome: Outcome = await self.archive.submit(item)
            return outcome
        future: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        unit.arrive(item, future)
        return await future
