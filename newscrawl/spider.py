"""The spider behind every site."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Collection, Iterable
from datetime import UTC, datetime
from functools import wraps
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, IgnoreRequest
from scrapy.http import Response, TextResponse
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure as TwistedFailure

from newscrawl import discovery
from newscrawl.arguments import (
    ArgumentError,
    Arguments,
    is_loopback,
    parse_base_url,
    parse_discover,
    parse_revisit,
    parse_urls,
)
from newscrawl.cms import Family, NotAnArticle, Page
from newscrawl.discovery.links import Links, sort_links
from newscrawl.items import Article, Failure
from newscrawl.loaders import load_article

Callback = Callable[["NewsSpider", Response], Iterable[Any]]
logger = logging.getLogger(__name__)
#: The spider arguments.
ARGUMENTS = ("base_url", "url", "discover", "revisit")
#: Says which of some news codes are known.
Known = Callable[[Collection[str]], Collection[str]]


def nothing_known(codes: Collection[str]) -> Collection[str]:
    """Without an archive, everything is new."""
    return ()


def recorded(callback: Callback) -> Callback:
    """A callback whose exceptions become a :class:`~newscrawl.items.Failure` of the page.

    It has to be here, and in no middleware: what a middleware makes of an exception no longer
    belongs to the page, and could not be stored together with the page being done.
    """

    @wraps(callback)
    def guarded(self: NewsSpider, response: Response) -> Iterable[Any]:
        try:
            yield from callback(self, response)
        except CloseSpider:
            raise
        except Exception as error:
            logger.error("Cannot read %s", response.url, exc_info=error)
            self.crawler.stats.inc_value(f"spider_exceptions/{type(error).__name__}")
            reason = " ".join(f"{type(error).__name__}: {error}".split())
            yield self.failure(response, reason[:500])

    return guarded


class NewsSpider(Spider):
    """Crawls one news site. A site is a subclass with a name, a domain and a family.

    Spider arguments (all text, see docs/usage.md): ``base_url``, ``url``, ``discover``,
    ``revisit``.

    Raises:
        ArgumentError: from the constructor, if an argument is wrong.
    """

    #: Registered domain, without ``www``.
    domain: ClassVar[str]
    #: The site's own name in Persian; it is part of no article.
    title: ClassVar[str | None] = None
    family: ClassVar[Family]

    def __init__(self, name: str | None = None, **arguments: Any) -> None:
        super().__init__(name)
        self.arguments = self.parse_arguments(**arguments)
        self.allowed_domains = [self.domain]
        if base_url := self.arguments.base_url:
            self.allowed_domains.append(urlsplit(base_url).hostname or "")
        #: What the archive has. The archive sets it.
        self.known: Known = nothing_known
        #: What it had when the site was last crawled to the end. The archive sets it.
        self.known_before: Known = nothing_known
        #: Addresses of articles published since a moment. The archive sets it.
        self.young: Callable[[datetime], Iterable[str]] = lambda since: ()

    @classmethod
    def parse_arguments(
        cls,
        base_url: str | None = None,
        url: str | None = None,
        discover: str | None = None,
        revisit: str | None = None,
        **others: Any,
    ) -> Arguments:
        """Check the spider arguments.

        Raises:
            ArgumentError: naming the argument and what is allowed.
        """
        for name in others:
            if not name.startswith("_"):  # scrapyd passes its own, like _job
                raise ArgumentError(
                    name, "unknown argument; known are base_url, url, discover, revisit"
                )
        arguments = Arguments(
            base_url=parse_base_url(base_url) if base_url is not None else None,
            urls=parse_urls(url) if url is not None else (),
            discover=parse_discover(discover, discovery.WAYS)
            if discover is not None
            else discovery.DEFAULT,
            revisit=parse_revisit(revisit) if revisit is not None else None,
        )
        for address in arguments.urls:
            if not cls._on_site(address, arguments.base_url):
                raise ArgumentError("url", f"expected addresses on {cls.domain}, got {address!r}")
            if cls.family.code_in(address) is None:
                raise ArgumentError("url", f"expected the address of an article, got {address!r}")
        return arguments

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        if spider.arguments.base_url and is_loopback(spider.arguments.base_url):
            # Nobody else's server: -s still wins over these.
            for name, value in (
                ("AUTOTHROTTLE_ENABLED", False),
                ("DOWNLOAD_DELAY", 0),
                ("CONCURRENT_REQUESTS_PER_DOMAIN", 16),
            ):
                crawler.settings.set(name, value, priority="spider")
        return spider

    # -- addresses ---------------------------------------------------------------------

    @classmethod
    def _on_site(cls, url: str, base_url: str | None) -> bool:
        parts = urlsplit(url)
        if base_url and parts.netloc == urlsplit(base_url).netloc:
            return True
        return (parts.hostname or "").removeprefix("www.") == cls.domain

    def on_site(self, url: str) -> bool:
        """Whether an address is the site's, or its mirror's."""
        return self._on_site(url, self.arguments.base_url)

    def to_mirror(self, url: str) -> str:
        """Where to fetch a page of the site: the mirror of ``base_url``, if there is one."""
        base_url = self.arguments.base_url
        return base_url + _path(url) if base_url and self.on_site(url) else url

    def to_site(self, url: str) -> str:
        """The address on the site itself of a page that may come from a mirror."""
        base_url = self.arguments.base_url
        if base_url and urlsplit(url).netloc == urlsplit(base_url).netloc:
            return f"https://{self.domain}{_path(url)}"
        return url

    # -- requests ----------------------------------------------------------------------

    async def start(self) -> AsyncIterator[Request]:
        if self.arguments.urls:
            articles: dict[str, str] = {}
            for url in self.arguments.urls:
                articles.setdefault(self.family.code_in(url) or "", url)
            for request in self.article_requests(articles):
                yield request
            return
        for way in self.arguments.discover:
            callback = self.parse_feed if way == "rss" else self.parse_list
            for path in discovery.WAYS[way].start_paths(self.family):
                yield self.request(f"https://{self.domain}{path}", callback, priority=10)
        if self.arguments.revisit is not None:
            for url in self.young(datetime.now(UTC) - self.arguments.revisit):
                request = self.request(url, self.parse_article, priority=-1)
                yield request.replace(meta={"revisit": True})

    def request(self, url: str, callback: Callable[..., Any], priority: int = 0) -> Request:
        is_article = callback == self.parse_article
        return Request(
            self.to_mirror(url),
            callback=callback,
            errback=self.on_error,
            priority=priority,
            # A list may answer that it has not changed.
            meta={} if is_article else {"handle_httpstatus_list": [304]},
        )

    def article_requests(self, articles: dict[str, str]) -> list[Request]:
        """Requests of the articles that the archive does not have."""
        known = self.known(articles)
        return [
            self.request(url, self.parse_article)
            for code, url in articles.items()
            if code not in known
        ]

    # -- callbacks ---------------------------------------------------------------------

    @recorded
    def parse_list(self, response: Response) -> Iterable[Any]:
        """A home page or section: its articles, other lists, and the next page.

        A section goes back years: the next page is asked for while this one has an article that
        was not there when the site was last crawled to the end. (Not: that is not stored yet. The
        articles of a page may all have come in by other ways a moment ago.)
        """
        if response.status == 304:
            return
        if not isinstance(response, TextResponse):
            yield self.failure(response, f"not a page: {_content_type(response)}")
            return
        links = self.links(response, discovery.front.hrefs(response))
        yield from self.article_requests(links.articles)
        for url in links.lists:
            yield self.request(url, self.parse_list)
        if links.next_page and len(self.known_before(links.articles)) < len(links.articles):
            yield self.request(links.next_page, self.parse_list)

    @recorded
    def parse_feed(self, response: Response) -> Iterable[Any]:
        """A feed: its articles."""
        if response.status == 304:
            return
        if not isinstance(response, TextResponse):
            yield self.failure(response, f"not a feed: {_content_type(response)}")
            return
        yield from self.article_requests(
            self.links(response, discovery.rss.hrefs(response)).articles
        )

    @recorded
    def parse_article(self, response: Response) -> Iterable[Any]:
        """An article page: the article, and the articles it links to."""
        if not isinstance(response, TextResponse):
            yield self.failure(response, f"not a page: {_content_type(response)}")
            return
        url = self.to_site(response.url)
        code = self.family.code_in(url) if self.on_site(response.url) else None
        if code is None:
            yield self.failure(response, f"redirected to {url}, which is no article")
            return
        asked = self.family.code_in(self._asked(response))
        if asked is not None and asked != code:
            yield self.failure(response, f"redirected to article {code}")
        try:
            yield self.read_article(response)
        except NotAnArticle as error:
            yield self.failure(response, str(error), is_missing=error.is_missing)
            return
        if not self.arguments.urls and "front" in self.arguments.discover:
            links = self.links(response, discovery.front.hrefs(response))
            yield from self.article_requests(links.articles)

    def read_article(self, response: TextResponse) -> Article:
        """The article of a page.

        Raises:
            NotAnArticle: if the page holds none.
        """
        url = self.to_site(response.url)
        raw = self.family.read(Page.of(response.text, url, self.title))
        return load_article(
            raw,
            site=self.name,
            url=self.family.article_url(url, self.domain),
            fetched_at=datetime.now(UTC),
            digits=self.settings.get("TEXT_DIGITS", "keep"),
        )

    def links(self, response: TextResponse, hrefs: Iterable[str]) -> Links:
        return sort_links(hrefs, response.url, self.family, self.on_site)

    # -- failures ----------------------------------------------------------------------

    def failure(self, response: Response, reason: str, *, is_missing: bool = False) -> Failure:
        """What a page that is no article is recorded as, under the address that was asked for."""
        return self._failure(self._asked(response), reason, response.status, is_missing)

    @staticmethod
    def _asked(response: Response) -> str:
        """The address asked for, before any redirects."""
        if response.request is None:
            return response.url
        asked: str = response.request.meta.get("redirect_urls", [response.request.url])[0]
        return asked

    def _failure(
        self, url: str, reason: str, status: int | None, is_missing: bool = False
    ) -> Failure:
        url = self.to_site(url)
        code = self.family.code_in(url)
        return Failure(
            site=self.name,
            url=self.family.article_url(url, self.domain) if code else url,
            news_code=code,
            status=status,
            reason=reason,
            at=datetime.now(UTC).isoformat(timespec="seconds"),
            is_missing=is_missing,
        )

    def on_error(self, failure: TwistedFailure) -> Iterable[Failure]:
        """Errback of every request: no answer, or one that is no page."""
        request: Request = failure.request  # type: ignore[attr-defined]
        error = failure.value
        status = error.response.status if isinstance(error, HttpError) else None
        if isinstance(error, HttpError):
            reason = f"HTTP {status}"
        elif isinstance(error, IgnoreRequest):
            reason = str(error) or "request ignored"
        else:
            reason = f"{type(error).__name__}: {error}".rstrip(": ")
        asked = request.meta.get("redirect_urls", [request.url])[0]
        yield self._failure(asked, reason, status, is_missing=status in (404, 410))


def _path(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _content_type(response: Response) -> str:
    return (response.headers.get("Content-Type") or b"no content type").decode("latin-1")
