"""Downloader middlewares."""

from __future__ import annotations

from typing import ClassVar, Self

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Response
from scrapy.settings import BaseSettings

from newscrawl.answers import Cause, NoPage, NotFetched
from newscrawl.answers.barriers import FILTER, is_filter
from newscrawl.answers.errors import BREAKS_OFF
from newscrawl.answers.packed import is_cut
from newscrawl.crawling.access.cookies import redirect_target, times_seen
from newscrawl.spider import NewsSpider

#: Whoever has the right cookie comes in: it may pass.
CIRCLE = NoPage(
    "redirects to itself, also with its cookie", Cause.REFUSED, kind="a redirect to itself"
)


class AddressLengthMiddleware:
    """A request whose address is too long fails with that reason.

    Scrapy's ``UrlLengthMiddleware`` drops it, and says so only in the log.
    """

    def __init__(self, settings: BaseSettings) -> None:
        self.limit = settings.getint("URLLENGTH_LIMIT")
        if not self.limit:
            raise NotConfigured

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.settings)

    def process_request(self, request: Request) -> None:
        if len(request.url) > self.limit:
            raise NotFetched(NoPage(f"the address is longer than {self.limit:,} characters"))


class PageSizeMiddleware:
    """Bounds the size of pages that are parsed as HTML: what parses them takes time and memory by
    their size, and the crawl stands still meanwhile."""

    #: Name of a callback → setting: bytes, decompressed.
    SETTINGS: ClassVar = {
        "parse_article": "ARTICLE_MAXSIZE",
        "parse_list": "LIST_MAXSIZE",
        "parse_day": "LIST_MAXSIZE",
    }

    def __init__(self, settings: BaseSettings) -> None:
        default = settings.getint("DOWNLOAD_MAXSIZE")
        #: Name of a callback → the size; 0 is no bound.
        self.sizes = {
            callback: min(filter(None, (settings.getint(name), default)), default=0)
            for callback, name in self.SETTINGS.items()
        }

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.settings)

    def process_request(self, request: Request) -> None:
        size = self.sizes.get(getattr(request.callback, "__name__", ""))
        if size is not None:
            request.meta.setdefault("download_maxsize", size)


class CutAnswersMiddleware:
    """An answer whose compressed body breaks off is data lost: it is asked for again, as one that
    is shorter than its ``Content-Length`` is by Scrapy, whose ``HttpCompressionMiddleware`` would
    give what there is of it for the whole."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.size = crawler.settings.getint("DOWNLOAD_MAXSIZE")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not crawler.settings.getbool("DOWNLOAD_FAIL_ON_DATALOSS"):
            raise NotConfigured
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        names = b",".join(response.headers.getlist("Content-Encoding"))
        last = names.rpartition(b",")[2].strip().lower().decode("latin-1")
        most = request.meta.get("download_maxsize", self.size)
        if request.method == "HEAD" or not is_cut(last, response.body, most):
            return response
        spider = self.crawler.spider
        assert spider is not None
        again = None
        if self.crawler.settings.getbool("RETRY_ENABLED") and not request.meta.get("dont_retry"):
            again = get_retry_request(request, spider=spider, reason=BREAKS_OFF)
        if again is None:
            raise NotFetched(NoPage(BREAKS_OFF, Cause.UNREACHABLE))
        return again


class RedirectedInCircles(NotFetched):
    """A page is redirected to itself, or again and again."""


class OnSiteRedirectMiddleware(RedirectMiddleware):
    """Scrapy's, but a redirect to another site, or in a circle, is a failure with that reason; one
    to the national filter passes by itself; and one from the bare name to ``www`` or back, or to
    another scheme, is learned: it costs no second request for every page.

    Scrapy's offsite filter would drop the first without telling the request's errback, and Scrapy
    would follow the second twenty times.
    """

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        try:
            answer = super().process_response(request, response)
        except IgnoreRequest as error:
            raise RedirectedInCircles(NoPage("redirected again and again")) from error
        if isinstance(answer, Request):
            self._refuse_circle(request, response)
        spider = self.crawler.spider
        if (
            isinstance(answer, Request)
            and not answer.meta.get("allow_offsite")
            and isinstance(spider, NewsSpider)
            and not spider.on_site(answer.url)
        ):
            if is_filter(answer.url):
                raise NotFetched(FILTER)
            raise IgnoreRequest(f"redirected to {answer.url}, which is not on the site")
        if isinstance(answer, Request) and isinstance(spider, NewsSpider):
            spider.learn_origin(request.url, answer.url)
        return answer

    def _refuse_circle(self, request: Request, response: Response) -> None:
        """Stop a request that comes to an address for the third time. The second time may bring a
        cookie along: see :class:`~newscrawl.crawling.access.cookies.EntryCookies`."""
        target = redirect_target(request, response)
        if target is not None and times_seen(request, target) >= 2:
            if "Set-Cookie" in response.headers:
                raise RedirectedInCircles(CIRCLE)
            raise RedirectedInCircles(NoPage("redirects to itself"))
