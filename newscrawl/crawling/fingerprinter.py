"""Which requests are the same."""

from __future__ import annotations

from hashlib import sha1
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.utils.request import RequestFingerprinter

from newscrawl.crawling.pace import IMAGE
from newscrawl.spider import NewsSpider
from newscrawl.urls import article_fingerprint


class NewsCodeFingerprinter:
    """One fingerprint for an article, whatever the slug, fragment, scheme or ``www``.

    An article is its site and news code; any other page is its address on the site, whatever mirror
    is crawled, without scheme and ``www``.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.fallback = RequestFingerprinter.from_crawler(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def fingerprint(self, request: Request) -> bytes:
        spider = self.crawler.spider
        if IMAGE in request.meta:  # each article has its own file of it
            return sha1(str(request.meta[IMAGE]).encode()).digest()
        if not isinstance(spider, NewsSpider) or request.method != "GET":
            return self.fallback.fingerprint(request)
        # A redirect often leads to another spelling of the same article. That is no duplicate of
        # the request that was redirected.
        if request.meta.get("redirect_times"):
            return self.fallback.fingerprint(request)
        article = spider.asked_for(request)
        if article is not None:
            return article_fingerprint(spider.name, article.key)
        if not spider.on_site(request.url):
            return self.fallback.fingerprint(request)
        parts = urlsplit(spider.addresses.from_mirror(request.url))
        host = parts.netloc.removeprefix("www.")
        return self.fallback.fingerprint(
            request.replace(url=parts._replace(scheme="http", netloc=host).geturl())
        )
