"""Fetching by Scrapy's own download handler."""

from __future__ import annotations

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler

from newscrawl.private import bound_headers, explain_certificates

#: Bytes that the headers of an answer may have. Servers and proxies allow each other 8 to 64 kB.
MOST_HEADERS = 256 * 1024


class HeadersTooLarge(Exception):
    """An answer has more headers than any server needs, or one that is longer."""


class PlainHandler(HTTP11DownloadHandler):
    """Scrapy's handler, but headers have an end, and it says what is wrong with a certificate."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        bound_headers(self, MOST_HEADERS, HeadersTooLarge)
        if crawler.settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES"):
            explain_certificates(self)
