"""A spider that knows its site, and reads its pages. How it crawls: :mod:`newscrawl.spider`."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from functools import wraps
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Response, TextResponse
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.statscollectors import StatsCollector
from scrapy.utils.url import url_is_from_any_domain
from twisted.python.failure import Failure as TwistedFailure
from w3lib.url import safe_url_string

from newscrawl import backfill
from newscrawl.answers import NoPage
from newscrawl.answers.errors import of_error, of_status
from newscrawl.answers.retryafter import asked_by
from newscrawl.arguments import Arguments, is_loopback
from newscrawl.cms import Family
from newscrawl.database import DatabaseError
from newscrawl.discovery.deadends import barrier
from newscrawl.discovery.links import Links
from newscrawl.extraction import Page, RawArticle, read
from newscrawl.extraction.loader import load_article
from newscrawl.extraction.wordpress import is_post, may_be_post
from newscrawl.items import Article, Failure, Total, Unchanged, now
from newscrawl.urls import Addresses, ArticleReference, origin

Callback = Callable[..., AsyncIterator[Any]]
logger = logging.getLogger(__name__)
#: Key of ``Request.meta``: the :class:`~newscrawl.urls.ArticleReference` that is asked for. Retries
#: and redirects carry it on. The frontier makes it anew from the row's address.
ARTICLE = "article_reference"
#: Key of ``Request.meta``: nothing says that there is such an article.
GUESS = "guess"
#: Key of ``Request.meta``: the article is stored, and is looked at again.
REVISIT = "revisit"
#: Key of ``Request.meta``: which page of its list it is, counted from where the crawl came in; not
#: there: 1.
PAGE = "page_of_list"
#: Stat: where the crawl did not go on; see :mod:`newscrawl.discovery.bounds`.
BOUNDS = "newscrawl/bounds_reached"


def recorded(callback: Callback) -> Callback:
    """A callback whose exceptions become a :class:`~newscrawl.items.Failure` of the page. What
    comes of a page that has not changed, :meth:`SiteSpider.unchanged` says.

    It has to be here, and in no middleware: what a middleware makes of an exception no longer
    belongs to the page, and could not be stored together with the page being done.
    """

    @wraps(callback)
    async def guarded(
        self: Any, response: Response, *args: Any, **kwargs: Any
    ) -> AsyncIterator[Any]:
        if response.status == 304:
            for item in self.unchanged(response):
                yield item
            return
        outputs: list[Any] = []
        try:
            # One page after the other, in the order in which they came, also where the archive is
            # asked: which of two links to an article is followed must not vary. To its end, before
            # anything is handed on: whoever does not take all of it would hold up all other pages.
            async with self._reading:
                async for output in callback(self, response, *args, **kwargs):
                    outputs.append(output)
        except (CloseSpider, DatabaseError):  # the archive is lost, not the page
            raise
        except Exception as error:
            logger.error("Cannot read %s", response.url, exc_info=error)
            self.stats.inc_value(f"spider_exceptions/{type(error).__name__}")
            reason = " ".join(f"{type(error).__name__}: {error}".split())
            outputs.append(self.failure(response, reason[:500]))
        for output in outputs:
            yield output

    return guarded


class SiteSpider(Spider):
    """Where a site is, which article a request or a page is of, and what a page says.

    Raises:
        ArgumentError: from the constructor, if an argument is wrong.
    """

    #: Registered domain, without ``www``.
    domain: ClassVar[str]
    #: The site's own name in Persian; it is part of no article.
    title: ClassVar[str | None] = None
    #: The sites' own; that of the spider ``generic`` is found out by its crawl.
    family: Family
    #: How far the site was checked, for docs/sites.md: as here, ``saved pages (which)`` or
    #: ``live on 1404/09/03 (what)``.
    checked: ClassVar[str] = "declared from second-hand selectors"

    def __init__(self, name: str | None = None, **arguments: Any) -> None:
        super().__init__(name)
        self.arguments = self.parse_arguments(**arguments)
        self.addresses = self.site_addresses()
        #: Whether it was learned where the site is: see :meth:`learn_origin`.
        self._knows_origin = False
        #: Set by :meth:`from_crawler`.
        self.answers = backfill.Answers(None)
        hosts = (self.addresses.origin, self.arguments.base_url)
        self.allowed_domains = [urlsplit(url).hostname or "" for url in hosts if url]

    @classmethod
    def parse_arguments(cls, **texts: str | None) -> Arguments:
        """Check the spider arguments; see :meth:`newscrawl.arguments.Arguments.parse`."""
        return Arguments.parse(cls.family, cls.domain, **texts)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.answers = backfill.Answers(crawler)
        if spider.arguments.base_url and is_loopback(spider.arguments.base_url):
            # Nobody else's server: -s still wins over these.
            for name, value in (
                ("AUTOTHROTTLE_ENABLED", False),
                ("DOWNLOAD_DELAY", 0),
                ("CONCURRENT_REQUESTS_PER_DOMAIN", 16),
            ):
                crawler.settings.set(name, value, priority="spider")
        return spider

    @property
    def stats(self) -> StatsCollector:
        """The stats of the crawl."""
        return self.crawler.stats

    def reached_bound(self, bound: str) -> None:
        """Say where the crawl does not go on, in the log and in the crawl's row."""
        logger.warning("%s: %s", self.name, bound)
        self.stats.set_value(BOUNDS, [*self.stats.get_value(BOUNDS, []), bound])

    # -- addresses ---------------------------------------------------------------------

    def site_addresses(self) -> Addresses:
        """Where the site is."""
        family = self.family
        return Addresses(self.domain, self.arguments.base_url, family.scheme, family.hosts)

    def learn_origin(self, asked: str, answered: str) -> None:
        """A page was redirected: if to the same path at another of the site's own hosts or schemes,
        all pages are asked for there from now on. The archive keeps the declared address. A site
        that redirects to and fro is asked at the declared one."""
        before, after = origin(asked), origin(answered)
        is_same = asked.removeprefix(before) == answered.removeprefix(after)
        if self.arguments.base_url or before == after or not is_same or not self.on_site(answered):
            return
        if before == self.addresses.base_url:
            self.addresses, self._knows_origin = replace(self.addresses, base_url=None), True
        elif before == self.addresses.origin and not self._knows_origin:
            logger.info("%s is asked at %s, where it redirects to", self.name, after)
            self.addresses, self._knows_origin = replace(self.addresses, base_url=after), True

    @classmethod
    def handles_request(cls, request: Request) -> bool:
        """Whether this is the spider for an address: for ``scrapy parse``, ``shell``, ``fetch``."""
        return url_is_from_any_domain(request.url, [getattr(cls, "domain", cls.name)])

    def on_site(self, url: str) -> bool:
        """Whether an address is the site's, or its mirror's."""
        return self.addresses.on_site(url)

    def fetched_at(self, url: str, reference: ArticleReference | None) -> str:
        """The address to fetch an article at: that of the link, which costs no redirect, but
        without slug and query if it is longer than servers and proxies take."""
        limit = self.settings.getint("URLLENGTH_LIMIT")
        # A letter takes up to nine characters.
        if reference is None or 9 * len(url) <= limit or len(safe_url_string(url)) <= limit:
            return url
        return reference.url

    # -- articles ----------------------------------------------------------------------

    def reference(self, url: str) -> ArticleReference | None:
        """The article at an address on the site or its mirror; ``None`` if it is no article's, or
        elsewhere."""
        on_site = self.addresses.site_url(url)
        return None if on_site is None else self.family.reference(on_site)

    def named_reference(self, url: str) -> ArticleReference | None:
        """As :meth:`reference`, of an address of which it is known that it is an article's."""
        on_site = self.addresses.site_url(url)
        return None if on_site is None else self.family.named_reference(on_site)

    def asked_for(self, request: Request) -> ArticleReference | None:
        """The article that a request asks for, or asked for before it was redirected."""
        if ARTICLE in request.meta:
            reference: ArticleReference | None = request.meta[ARTICLE]
            return reference
        return self.reference(first_url(request))

    def found_at(self, response: Response) -> ArticleReference | None:
        """The article that a page is of, by its own address."""
        request = response.request
        if request is not None and response.url == first_url(request):
            return self.asked_for(request)
        return self.reference(response.url)

    def is_article_after_all(self, response: TextResponse) -> bool:
        """Whether a page that was taken for a list is an article's: a short link was redirected to
        one, or, where addresses do not tell, the page says so in WordPress's words."""
        request = response.request
        is_moved = request is not None and response.url != first_url(request)
        if is_moved and self.reference(response.url) is not None:
            return True
        may_be = self.family.is_open and may_be_post(response.body)
        return may_be and is_post(self.page(response).document)

    def is_another(self, asked: ArticleReference | None, found: ArticleReference | None,
                   code: str | None) -> bool:  # fmt: skip
        """Whether a page is of another article than the one asked for: not if a short link, which
        names none, led to it, nor if the page has the number that was asked for.

        Args:
            code: the page's news code.
        """
        if asked is None or found is None or asked.key in (found.key, code):
            return False
        return self.family.reference(asked.url) is not None

    def given_articles(self) -> Links:
        """What the argument ``url`` names; at a site of an open family any page may be one."""
        links = Links()
        for url in self.arguments.urls:
            article, on_site = self.reference(url), self.addresses.to_site(url)
            links.articles.setdefault(
                article.key if article else self.family.article_url(on_site), url
            )
        return links

    # -- pages -------------------------------------------------------------------------

    def page(self, response: TextResponse) -> Page:
        """A page that may be an article's, parsed."""
        found = self.found_at(response)
        url = found.address if found else self.addresses.to_site(response.url)
        return Page.of(response.body, url, self.title, response.encoding, found)

    def read_article(
        self,
        response: TextResponse,
        fetched_at: datetime | None = None,
        page: Page | None = None,
    ) -> Article:
        """The article of a page.

        Args:
            fetched_at: of a page that was stored; aware.
            page: of the response, if it is parsed already.

        Raises:
            NotAnArticle: if the page holds none.
        """
        return self.article_on(page or self.page(response), fetched_at)

    def article_on(self, page: Page, fetched_at: datetime | None = None) -> Article:
        """As :meth:`read_article`, of a page that is parsed."""
        reference = page.reference
        url = reference.url if reference else self.family.article_url(page.url)
        article = self.load(self.post_process(read(self.family, page), page), url, fetched_at)
        if self.settings.getbool("COMMENTS_ENABLED"):
            self.add_comments(article, page)
        return article

    def add_comments(self, article: Article, page: Page) -> None:
        """Read what readers wrote below the article of a page."""
        from newscrawl.extraction.comments import read_comments

        article.comments = read_comments(
            self.family,
            page,
            now=datetime.fromisoformat(article.fetched_at or now()),
            digits=self.settings.get("TEXT_DIGITS", "keep"),
        )
        article.may_lack_comments = not (page.is_closed and page.is_whole) or page.is_too_deep

    def load(self, raw: RawArticle, url: str, fetched_at: datetime | None = None) -> Article:
        """The article of fields as they stand on a page, or in an API.

        Args:
            url: the one address of the article.
            fetched_at: aware; ``None`` for now.
        """
        article = load_article(
            raw,
            site=self.name,
            url=url,
            fetched_at=fetched_at or datetime.now(UTC),
            digits=self.settings.get("TEXT_DIGITS", "keep"),
        )
        article.may_lack_lead = self.family.api is not None
        article.goes_on = raw.goes_on
        return article

    def post_process(self, raw: RawArticle, page: Page) -> RawArticle:
        """What a site says in its file where no field of its family says it: the fields of an
        article as they stand on its page, before they are normalized. It may change and return
        them.

        Raises:
            NotAnArticle: if the page holds none.
        """
        return raw

    def total(
        self, way: str, count: int | None, span: str = "", read_to: str | None = None
    ) -> Total:
        """How many articles the site has, says a way of discovery: see :class:`Total`."""
        return Total(self.name, way, count, now(), span, read_to)

    def unchanged(self, response: Response) -> Iterable[Unchanged | Failure]:
        """What comes of a page that has not changed: nothing, but of a stored article."""
        request = response.request or Request(response.url)
        if not request.meta.get(REVISIT) or (asked := self.asked_for(request)) is None:
            return
        found = self.found_at(response) or self.named_reference(response.url)
        if found is None or found.key != asked.key:  # a home page has not changed, either
            yield self.failure(response, f"redirected to {self.addresses.to_site(response.url)}")
            return
        self._answer(request, True)
        yield Unchanged(self.name, asked.url, asked.code, now())

    # -- failures ----------------------------------------------------------------------

    def make_failure(self, request: Request, no_page: NoPage, status: int | None) -> Failure:
        """What a request that came to no article is recorded as: under what it asked for."""
        asked = self.asked_for(request)
        failure = Failure(
            site=self.name,
            url=asked.url if asked else self.addresses.to_site(first_url(request)),
            news_code=asked.code if asked else None,
            status=status,
            reason=no_page.reason,
            at=now(),
            is_missing=no_page.is_missing,
            is_waiting=no_page.is_transient,
        )
        failure.no_page = no_page
        return failure

    def failure(self, response: Response, why: str | NoPage) -> Failure:
        """What a page that is no article is recorded as, under the address that was asked for."""
        request = response.request or Request(response.url)
        no_page = NoPage(why) if isinstance(why, str) else why
        self._answer(request, not no_page.is_missing)
        return self.make_failure(request, no_page, response.status)

    def _answer(self, request: Request | None, is_good: bool) -> None:
        """Tell who waits for a day or an article; see :class:`newscrawl.backfill.Answers`."""
        if request is None:
            return
        name = request.cb_kwargs.get("day")
        if name is None and (asked := self.asked_for(request)) is not None:
            name = asked.key
        self.answers.give(name or "", is_good)

    def on_error(self, failure: TwistedFailure) -> Iterable[Failure]:
        """Errback of every request: no answer, or one that is no page."""
        request: Request = failure.request  # type: ignore[attr-defined]
        error = failure.value
        assert error is not None
        status = error.response.status if isinstance(error, HttpError) else None
        if isinstance(error, HttpError):
            retry_after, shown = asked_by(error.response), barrier(error.response)
            no_page = of_status(error.response.status, retry_after, shown)
        else:
            largest = request.meta.get("download_maxsize")
            no_page = of_error(error, largest or self.settings.getint("DOWNLOAD_MAXSIZE"))
        self._answer(request, not no_page.is_missing)
        yield self.make_failure(request, no_page, status)

    def on_no_more(self, failure: TwistedFailure) -> Iterable[Failure]:
        """Errback of what need not be there: the page of a feed after its last, a guess."""
        return [item for item in self.on_error(failure) if not item.is_missing]


def first_url(request: Request) -> str:
    """The address that a request asked for, before any redirects."""
    url: str = request.meta.get("redirect_urls", [request.url])[0]
    return url


def content_type(response: Response) -> str:
    """What a server says that an answer is."""
    return (response.headers.get("Content-Type") or b"no content type").decode("latin-1")
