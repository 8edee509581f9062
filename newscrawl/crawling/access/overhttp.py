"""Sites that do not speak https at all: their pages are asked for by http, which is said."""

from __future__ import annotations

import logging
from http import HTTPStatus
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response

from newscrawl.answers import Cause
from newscrawl.answers.errors import NO_ANSWER_IN_TIME, NO_SUCH_HOST, of_error
from newscrawl.site_spider import SiteSpider

logger = logging.getLogger(__name__)
#: Stat: the site is asked by http, since https does not reach it.
BY_HTTP = "newscrawl/by_http"


class OverHttp:
    """Asks by http where https has failed and never worked in this crawl.

    Only a site that is crawled where it is declared: who gives ``base_url`` knows where it is. Not
    through a proxy either: there an error may be the proxy's.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        #: Host → the scheme by which it answers.
        self._schemes: dict[str, str] = {}
        #: Hosts that did not answer in time by https, nor by http: to wait for it once is enough.
        self._tried: set[str] = set()

    async def download(self, fetcher: BaseDownloadHandler, request: Request) -> Response:
        """The answer to a request. One that came by http has the address that was asked for.

        Raises:
            Exception: the fetcher's, if neither answers.
        """
        host = urlsplit(request.url).netloc
        if self._schemes.get(host) == "http" and request.url.startswith("https:"):
            return await self._by_http(fetcher, request)
        try:
            response = await fetcher.download_request(request)
        except Exception as error:
            if not self._may_try(request, host, error):
                raise
            try:
                response = await self._by_http(fetcher, request)
            except Exception:  # the first error says what is wrong
                raise error from None
            if not _is_of_http(response):
                raise
            logger.warning(
                "%s cannot be reached by https (%s), and is asked by http",
                host,
                of_error(error).reason,
            )
            self._crawler.stats.set_value(BY_HTTP, host)
            self._schemes[host] = "http"
        else:
            if request.url.startswith("https:"):
                self._schemes[host] = "https"
        return response

    def _may_try(self, request: Request, host: str, error: Exception) -> bool:
        no_page, spider = of_error(error), self._crawler.spider
        if (
            not request.url.startswith("https:")
            or self._schemes.get(host) == "https"
            or request.meta.get("proxy")
            or not isinstance(spider, SiteSpider)
            or spider.arguments.base_url
            or not spider.on_site(request.url)
            or no_page.cause is not Cause.UNREACHABLE
            or no_page.reason == NO_SUCH_HOST
            or host in self._tried
        ):
            return False
        if no_page.reason == NO_ANSWER_IN_TIME:
            self._tried.add(host)
        return True

    async def _by_http(self, fetcher: BaseDownloadHandler, request: Request) -> Response:
        url = urlsplit(request.url)
        at = url._replace(scheme="http", netloc=url.netloc.removesuffix(":443")).geturl()
        response = await fetcher.download_request(request.replace(url=at))
        return response.replace(url=request.url)


def _is_of_http(response: Response) -> bool:
    """Whether a site answers by http: not one that fails, or sends to https."""
    if response.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return False
    target = (response.headers.get("Location") or b"").decode("latin-1")
    return urlsplit(target).scheme != "https"
