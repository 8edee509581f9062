"""The feeds of a crawl: articles only, and none is emptied without a word."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from scrapy import Spider
from scrapy.extensions.feedexport import FeedExporter, FileFeedStorage

from newscrawl.items import ArchiveDay, Failure, Total

logger = logging.getLogger(__name__)


class ArticleFeeds(FeedExporter):
    """Scrapy's feeds of ``-o``, ``-O`` and ``FEEDS``, without failures and the like.

    A crawl yields only what is new, so ``-O`` a second time leaves an empty file. That is what was
    asked for, but hardly what was meant.
    """

    def item_scraped(self, item: Any, spider: Spider) -> None:
        if not isinstance(item, Failure | ArchiveDay | Total):
            super().item_scraped(item, spider)

    async def close_spider(self, spider: Spider) -> None:
        before = {
            path: path.stat().st_size
            for slot in self.slots
            if not slot.itemcount and isinstance(slot.storage, FileFeedStorage)
            if (path := Path(slot.storage.path)).is_file()
        }
        await super().close_spider(spider)
        for path, size in before.items():
            if path.stat().st_size < size:
                logger.warning(
                    "%s was overwritten with nothing: this crawl has no new articles. "
                    "'scrapy export -o %s' writes all of the archive",
                    path,
                    path,
                )
