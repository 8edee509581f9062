"""Cookies: off, until a site shows that it lets nobody in without one."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, ClassVar, Self
from urllib.parse import urljoin

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from w3lib.url import canonicalize_url, safe_url_string

from newscrawl.crawling.access.turns import TURN
from newscrawl.private import offline_cookies

if TYPE_CHECKING:
    from scrapy.downloadermiddlewares.cookies import CookiesMiddleware

logger = logging.getLogger(__name__)
#: Stat: how often the crawl turned cookies on by itself: 0 or 1.
TURNED_ON = "newscrawl/cookies_turned_on"
#: Key of ``Request.meta``: a redirect on the way of a request set a cookie.
SET_COOKIE = "was_given_cookie"


class EntryCookies:
    """Scrapy's cookies middleware. If ``COOKIES_ENABLED`` is off, it only keeps the cookies of
    redirects, until a redirect with a cookie has led back to its own address.

    There is a jar for each proxy: cookies may hold for one address only.
    """

    #: What it stands in for; see :mod:`newscrawl.crawling.ondemand`.
    path: ClassVar[str] = "scrapy.downloadermiddlewares.cookies.CookiesMiddleware"

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.is_on = crawler.settings.getbool("COOKIES_ENABLED")
        #: Made when it is needed: it takes a while to import.
        self.cookies: CookiesMiddleware | None = offline_cookies(crawler) if self.is_on else None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        if TURN in request.meta:
            request.meta["cookiejar"] = request.meta[TURN].proxy
        if self.is_on and self.cookies is not None:
            self.cookies.process_request(request)

    def process_response(self, request: Request, response: Response) -> Response:
        if not self.is_on and (target := redirect_target(request, response)):
            if "Set-Cookie" in response.headers:
                request.meta[SET_COOKIE] = True
            if request.meta.get(SET_COOKIE):
                self.cookies = self.cookies or offline_cookies(self.crawler)
                if times_seen(request, target):
                    self._turn_on(target)
        if self.cookies is not None:
            self.cookies.process_response(request, response)
        return response

    def _turn_on(self, url: str) -> None:
        self.is_on = True
        self.crawler.stats.set_value(TURNED_ON, 1)
        logger.warning("Cookies are on from here: the site sends %s back to itself without", url)


def redirect_target(request: Request, response: Response) -> str | None:
    """Where a redirect leads; ``None`` if the response is none."""
    location = response.headers.get("Location")
    if location is None or response.status not in (301, 302, 303, 307, 308):
        return None
    return urljoin(request.url, safe_url_string(location))


def times_seen(request: Request, url: str) -> int:
    """How often an address was asked for already on the way of a request."""
    wanted = canonicalize_url(url)
    way = [*request.meta.get("redirect_urls", ()), request.url]
    return sum(canonicalize_url(one) == wanted for one in way)
