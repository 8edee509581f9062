"""Which requests are the same."""

from __future__ import annotations

import hashlib
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.utils.request import RequestFingerprinter

from newscrawl.spider import NewsSpider


def article_fingerprint(site: str, key: str) -> bytes:
    """The fingerprint of every request of one article."""
    return hashlib.sha1(f"{site} {key}".encode()).digest()


class NewsCodeFingerprinter:
    """One fingerprint for an article, whatever the slug, fragment, scheme or ``www``.

    An article is its site and news code; any other page is its address without scheme and ``www``.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.fallback = RequestFingerprinter.from_crawler(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def fingerprint(self, request: Request) -> bytes:
        spider = self.crawler.spider
        # A redirect often leads to another spelling of the same article: it is not a duplicate of
        # the request that it answers.
        if not isinstance(spider, NewsSpider) or request.meta.get("redirect_times"):
            return self.fallback.fingerprint(request)
        if not spider.on_site(request.url) or request.method != "GET":
            return self.fallback.fingerprint(request)
        key = spider.key(request.url)
        if key is not None:
            return article_fingerprint(spider.name, key)
        parts = urlsplit(request.url)
        host = parts.netloc.removeprefix("www.")
        return self.fallback.fingerprint(
            request.replace(url=parts._replace(scheme="http", netloc=host).geturl())
        )
