"""Proxies take turns."""

from __future__ import annotations

from itertools import cycle
from typing import NamedTuple, Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Response

from newscrawl.answers import Cause, NoPage, NotFetched
from newscrawl.crawling.access.fetchers import check_access
from newscrawl.crawling.access.proxies import proxies_of

#: Key of ``Request.meta``: the :class:`Turn` of a request.
TURN = "proxy_turn"
DENIED = NoPage("HTTP 407: the proxy does not let us through", Cause.UNREACHABLE, kind="HTTP 407")


class Turn(NamedTuple):
    """Which proxy a request goes through."""

    #: Its number, from 0, in the order of the setting.
    proxy: int
    #: How often the request had been tried before.
    tries: int


class ProxiesInTurn:
    """Sends each request through the next proxy of the site.

    A retry takes another one than before; a redirect stays, because cookies and challenges hold for
    one address.

    Raises:
        ArgumentError: from the constructor, if the settings of access are wrong.
    """

    def __init__(self, crawler: Crawler) -> None:
        # `scrapy shell` has no spider yet, and another one perhaps later.
        site = crawler.spider.name if crawler.spider is not None else crawler.spidercls.name
        # A crawl from a program was not checked before, and would fail page by page.
        check_access(crawler.settings, site)
        self.crawler = crawler
        self.proxies = proxies_of(crawler.settings, site)
        if not self.proxies or not crawler.settings.getbool("HTTPPROXY_ENABLED"):
            raise NotConfigured
        self._order = cycle(range(len(self.proxies)))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        turn = self._turn(request)
        request.meta[TURN] = turn
        request.meta["proxy"] = self.proxies[turn.proxy]  # Scrapy takes the password out of it
        self._count("requests", turn)

    def _turn(self, request: Request) -> Turn:
        before: Turn | None = request.meta.get(TURN)
        tries = request.meta.get("retry_times", 0)
        if before is not None and before.tries == tries:
            return before
        index = next(self._order)
        if before is not None and before.proxy == index:
            index = next(self._order)
        return Turn(index, tries)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        if response.status != 407:
            return response
        # The proxy answers, and not the site: another one may let us through.
        self._count("failed", request.meta[TURN])
        assert self.crawler.spider is not None
        again = get_retry_request(request, spider=self.crawler.spider, reason="HTTP 407")
        if again is None:
            raise NotFetched(DENIED)
        return again

    def process_exception(self, request: Request, exception: Exception) -> None:
        if not isinstance(exception, IgnoreRequest) and TURN in request.meta:
            self._count("failed", request.meta[TURN])

    def _count(self, what: str, turn: Turn) -> None:
        host = urlsplit(self.proxies[turn.proxy]).netloc.rpartition("@")[2]
        self.crawler.stats.inc_value(f"newscrawl/proxies/{what}/{host}")
