"""Download handlers; the ways to fetch are in :mod:`newscrawl.crawling.access`."""

from __future__ import annotations

from contextlib import nullcontext
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response

from newscrawl.crawling.access.fetchers import BY_CURL, OF_CURL, make_fetcher
from newscrawl.crawling.access.overhttp import OverHttp
from newscrawl.crawling.breaker import Breaker
from newscrawl.crawling.extension import ArchiveExtension
from newscrawl.crawling.pace import is_elsewhere
from newscrawl.crawling.unit_of_work import Stopped


class PacedDownloadHandler(BaseDownloadHandler):
    """Fetches by the handler of ``FETCHER``, when it is a request's turn among all crawls of its
    site.

    It is a handler and not a middleware because this is the last moment before a request is made,
    also for robots.txt, retries and redirects.
    """

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        extension = crawler.get_extension(ArchiveExtension)
        self.pace = extension.pace if extension is not None else None
        self.name: str = crawler.settings.get("FETCHER", "scrapy")
        self._fetchers: dict[str, BaseDownloadHandler] = {}
        self._over_http = OverHttp(crawler)

    async def download_request(self, request: Request) -> Response:
        fetcher = self.fetcher(request)
        is_paced = self.pace is not None and not is_elsewhere(request)
        async with self.pace.turn() if self.pace is not None and is_paced else nullcontext():
            self._check_breaker()
            return await self._over_http.download(fetcher, request)

    def _check_breaker(self) -> None:
        """
        Raises:
            Stopped: if the circuit breaker has ended the crawl.
        """
        scheduler = self.crawler.engine.scheduler if self.crawler.engine is not None else None
        # Scrapy's schedulers have none.
        breaker: Breaker | None = getattr(scheduler, "breaker", None)
        if breaker is not None and breaker.reason is not None:
            raise Stopped(breaker.why)

    def fetcher(self, request: Request) -> BaseDownloadHandler:
        """The handler that fetches a request."""
        proxy = request.meta.get("proxy") or ""
        name = BY_CURL if self.name == "scrapy" and urlsplit(proxy).scheme in OF_CURL else self.name
        if name not in self._fetchers:
            self._fetchers[name] = make_fetcher(name, self.crawler)
        return self._fetchers[name]

    async def close(self) -> None:
        for fetcher in self._fetchers.values():
            await fetcher.close()
