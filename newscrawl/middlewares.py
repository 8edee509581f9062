"""Spider middlewares."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError

from newscrawl.items import Failure
from newscrawl.spider import NewsSpider

logger = logging.getLogger(__name__)


class RecordExceptions:
    """A page that our own code cannot read becomes a failure with the exception as its reason."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_spider_exception(
        self, response: Response, exception: Exception
    ) -> Iterable[Failure] | None:
        spider = self.crawler.spider
        if not isinstance(spider, NewsSpider) or isinstance(exception, (HttpError, CloseSpider)):
            return None
        logger.error("Cannot read %s", response.url, exc_info=exception)
        self.crawler.stats.inc_value(f"spider_exceptions/{type(exception).__name__}")
        reason = f"{type(exception).__name__}: {exception}"
        return [spider.failure(response, " ".join(reason.split())[:500])]
