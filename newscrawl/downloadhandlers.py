"""Download handlers."""

from __future__ import annotations

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response

from newscrawl.extensions.archive import ArchiveExtension


class FleetDownloadHandler(HTTP11DownloadHandler):
    """Scrapy's, but a request waits for its turn among those of all crawls of its site.

    Here, and in no middleware: it is the last moment before a request is made, and robots.txt,
    retries and redirects come by as well.
    """

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        extension = crawler.get_extension(ArchiveExtension)
        self.fleet = extension.fleet if extension is not None else None

    async def download_request(self, request: Request) -> Response:
        if self.fleet is None:
            return await super().download_request(request)
        async with self.fleet.turn():
            return await super().download_request(request)
