"""The spider behind every site."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import wraps
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, IgnoreRequest
from scrapy.http import Response, TextResponse
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.utils.url import url_is_from_any_domain
from twisted.python.failure import Failure as TwistedFailure

from newscrawl import walks
from newscrawl.addresses import Addresses
from newscrawl.arguments import Arguments, is_loopback
from newscrawl.cms import Family, NotAnArticle, Page
from newscrawl.discovery import archive, front, rss, sitemap
from newscrawl.discovery.links import REMEMBERED, Links, LinkSorter
from newscrawl.items import ArchiveDay, Article, Failure
from newscrawl.loaders import load_article
from newscrawl.memory import Memory
from newscrawl.persian.calendar import localized

Callback = Callable[..., Iterable[Any]]
logger = logging.getLogger(__name__)
#: Lists that a list this far from the home page links to are not followed unless it has news.
LIST_DEPTH = 2
#: A site's clock, and the day that it means by a date, may be this far off.
SITEMAP_SLACK = timedelta(days=2)


def recorded(callback: Callback) -> Callback:
    """A callback whose exceptions become a :class:`~newscrawl.items.Failure` of the page.

    It has to be here, and in no middleware: what a middleware makes of an exception no longer
    belongs to the page, and could not be stored together with the page being done.
    """

    @wraps(callback)
    def guarded(self: NewsSpider, response: Response, *args: Any, **kwargs: Any) -> Iterable[Any]:
        try:
            yield from callback(self, response, *args, **kwargs)
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
    ``from_date``, ``to_date``, ``codes``, ``revisit``.

    Raises:
        ArgumentError: from the constructor, if an argument is wrong.
    """

    #: Registered domain, without ``www``.
    domain: ClassVar[str]
    #: The site's own name in Persian; it is part of no article.
    title: ClassVar[str | None] = None
    family: ClassVar[Family]
    #: How far the site was checked, for docs/sites.md: ``declared``, ``saved pages (which)`` or
    #: ``live on 1404/09/03 (what)``.
    checked: ClassVar[str] = "declared"

    def __init__(self, name: str | None = None, **arguments: Any) -> None:
        super().__init__(name)
        self.arguments = self.parse_arguments(**arguments)
        self.addresses = self.site_addresses()
        hosts = (self.addresses.origin, self.arguments.base_url)
        self.allowed_domains = [urlsplit(url).hostname or "" for url in hosts if url]
        #: What the archive has. The archive sets it.
        self.memory = Memory()
        #: Set by :meth:`from_crawler`.
        self.answers = walks.Answers(None)
        self._sorter = LinkSorter(self.family, self.addresses)
        # Lists asked for: a menu of them stands on every page.
        self._asked_lists: set[str] = set()
        # Keys of articles asked for, or stored: most are linked to by many pages.
        self._met_articles: set[str] = set()
        # Articles of pages of a list that had none that had not been met: path → their keys.
        self._stale: defaultdict[str, set[str]] = defaultdict(set)
        # Articles of the last pages of days of the archive, which have none of their own.
        self._sidebars: set[str] = set()

    @classmethod
    def parse_arguments(cls, **texts: str | None) -> Arguments:
        """Check the spider arguments; see :meth:`newscrawl.arguments.Arguments.parse`."""
        return Arguments.parse(cls.family, cls.domain, **texts)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.answers = walks.Answers(crawler)
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

    def site_addresses(self) -> Addresses:
        """Where the site is."""
        return Addresses(self.domain, self.arguments.base_url)

    @classmethod
    def handles_request(cls, request: Request) -> bool:
        """Whether this is the spider for an address: for ``scrapy parse``, ``shell``, ``fetch``."""
        return url_is_from_any_domain(request.url, [getattr(cls, "domain", cls.name)])

    def on_site(self, url: str) -> bool:
        """Whether an address is the site's, or its mirror's."""
        return self.addresses.on_site(url)

    def key(self, url: str) -> str | None:
        """What tells an article from all others, see :meth:`newscrawl.cms.Family.key`, by any
        address of it on the site or its mirror."""
        return self.family.key(self.addresses.to_site(url))

    # -- requests ----------------------------------------------------------------------

    async def start(self) -> AsyncIterator[Request]:
        if self.arguments.urls:
            articles: dict[str, str] = {}
            for url in self.arguments.urls:
                url_on_site = self.addresses.to_site(url)
                articles.setdefault(self.key(url) or self.family.article_url(url_on_site), url)
            for request in self.article_requests(articles):
                yield request
            return
        ways = self.arguments.discover
        for name, way, callback in (
            ("front", front, self.parse_list),
            ("rss", rss, self.parse_feed),
            ("sitemap", sitemap, self.parse_sitemap),
        ):
            for path in way.start_paths(self.family) if name in ways else ():
                yield self.request(self.addresses.of(path), callback, priority=10)
        if self.arguments.revisit is not None:
            for url in self.memory.young(datetime.now(UTC) - self.arguments.revisit):
                request = self.request(url, self.parse_article, priority=-1)
                yield request.replace(meta={"revisit": True})
        if "archive" in ways:
            async for request in walks.archive_days(self):
                yield request
        if "codes" in ways:
            async for request in walks.code_ranges(self):
                yield request

    def request(self, url: str, callback: Callable[..., Any], priority: int = 0) -> Request:
        return Request(
            self.addresses.to_mirror(url),
            callback=callback,
            errback=self.on_error,
            priority=priority,
            # These may answer that they have not changed.
            meta={"handle_httpstatus_list": [304]}
            if callback in (self.parse_list, self.parse_feed, self.parse_sitemap)
            else {},
        )

    def day_request(self, day: date, page: int, seen: Iterable[str] = ()) -> Request:
        """A page of the archive of a day; ``seen`` are the articles of the pages before."""
        url = self.addresses.of(archive.path(self.family, day, page))
        return self.request(url, self.parse_day, priority=-2).replace(
            cb_kwargs={"day": day.isoformat(), "page": page, "seen": list(seen)}
        )

    def code_request(self, code: int) -> Request:
        """The article of a news code."""
        assert self.family.code_path is not None
        return self.request(
            self.addresses.of(self.family.code_path.format(code=code)), self.parse_article
        )

    def unmet(self, articles: dict[str, str]) -> dict[str, str]:
        """Articles that the archive does not have, and that were not asked for before."""
        keys = [key for key in articles if key not in self._met_articles]
        known = self.memory.known(keys) if keys else ()
        if len(self._met_articles) >= REMEMBERED:
            self._met_articles.clear()
        self._met_articles.update(known)
        return {key: articles[key] for key in keys if key not in known}

    def article_requests(self, articles: dict[str, str]) -> Iterable[Request]:
        """Requests of the articles that are :meth:`unmet`. The frontier would drop the others, but
        at the cost of half a dozen middlewares."""
        return self.asking_for(self.unmet(articles))

    def asking_for(self, articles: dict[str, str]) -> Iterable[Request]:
        """Requests of unmet articles, which are met from then on."""
        for key, url in articles.items():
            self._met_articles.add(key)
            yield self.request(url, self.parse_article)

    # -- callbacks ---------------------------------------------------------------------

    @recorded
    def parse_list(self, response: Response) -> Iterable[Any]:
        """A home page or section: its articles, other lists, and the next page.

        A section goes back years: the next page is asked for while this one has an article that
        was not there when the site was last crawled to the end. (Not: that is not stored yet. The
        articles of a page may all have come in by other ways a moment ago.) And while it has one
        that neither the archive nor the stale pages of the list before it had: some lists never
        end, and show the same page again and again.
        """
        if response.status == 304:
            return
        if not isinstance(response, TextResponse):
            yield self.failure(response, f"not a page: {_content_type(response)}")
            return
        links = self.links(response, front.hrefs(response))
        unmet = self.unmet(links.articles)
        yield from self.asking_for(unmet)
        if "rss" in self.arguments.discover and rss.is_index(response.url, self.family):
            yield from self.feed_requests(response)
        has_news = len(self.memory.met(unmet)) < len(unmet)
        # A calendar's days are lists, too, and link to each other for ever.
        if has_news or response.meta.get("depth", 0) <= LIST_DEPTH:
            lists = [url for url in links.lists if url not in self._asked_lists]
            self._asked_lists.update(lists)
            for url in lists:
                yield self.request(url, self.parse_list)
        if links.next_page and self._goes_on(response.url, links, unmet, has_news):
            yield self.request(links.next_page, self.parse_list)

    def _goes_on(self, url: str, links: Links, unmet: dict[str, str], has_news: bool) -> bool:
        # What is not stored was not there before, either: the archive need not be asked.
        if not unmet and len(self.memory.known_before(links.articles)) == len(links.articles):
            return False
        if has_news:
            return True
        stale = self._stale[urlsplit(url).path.rstrip("/")]
        before = len(stale)
        stale.update(links.articles)
        return len(stale) > before

    @recorded
    def parse_feed(self, response: Response) -> Iterable[Any]:
        """A feed: its articles. Or an index of feeds: these."""
        if response.status == 304:
            return
        if not isinstance(response, TextResponse):
            yield self.failure(response, f"not a feed: {_content_type(response)}")
        elif rss.is_feed(response):
            yield from self.article_requests(self.links(response, rss.hrefs(response)).articles)
        else:
            yield from self.feed_requests(response)

    def feed_requests(self, response: TextResponse) -> Iterable[Request]:
        """Requests of the feeds that a page names."""
        for url in filter(self.on_site, rss.feeds(response, self.family)):
            yield self.request(url, self.parse_feed)

    @recorded
    def parse_sitemap(self, response: Response) -> Iterable[Any]:
        """robots.txt, an index of sitemaps, or a sitemap."""
        if response.status == 304:
            return
        if urlsplit(response.url).path == sitemap.ROBOTS:
            for url in filter(self.on_site, sitemap.named_by_robots(response)):
                yield self.request(url, self.parse_sitemap, priority=5)
            return
        since = self.arguments.from_date
        crawled_at = self.memory.crawled_at
        try:
            entries = sitemap.read(
                response,
                self.settings.getint("DOWNLOAD_MAXSIZE"),
                since=localized(datetime.combine(since, time())) if since else None,
                sitemaps_since=crawled_at - SITEMAP_SLACK if crawled_at else None,
            )
        except sitemap.NotASitemap as error:
            yield self.failure(response, str(error))
            return
        for url in filter(self.on_site, entries.sitemaps):
            yield self.request(url, self.parse_sitemap, priority=5)
        yield from self.article_requests(self._sorter.sort(entries.pages, response.url).articles)

    @recorded
    def parse_day(self, response: Response, day: str, page: int, seen: list[str]) -> Iterable[Any]:
        """A page of the archive of a day: its articles, and the next page if it had any that the
        pages before, and the last pages of other days, had not. Else the day is read."""
        if not isinstance(response, TextResponse):
            yield self.failure(response, f"not a page: {_content_type(response)}")
            return
        the_day = date.fromisoformat(day)
        articles = self.links(response, front.hrefs(response)).articles
        yield from self.article_requests(articles)
        if not self._sidebars.union(seen).issuperset(articles):
            yield self.day_request(the_day, page + 1, dict.fromkeys([*seen, *articles]))
            return
        self._sidebars.update(articles)
        if walks.is_over(the_day):
            count = len(set(seen) - self._sidebars)
            now = datetime.now(UTC).isoformat(timespec="seconds")
            yield ArchiveDay(self.name, archive.name(the_day), count, page, now)
        self.answers.give(day, True)

    @recorded
    def parse_article(self, response: Response) -> Iterable[Any]:
        """An article page: the article, and the articles it links to."""
        if not isinstance(response, TextResponse):
            yield self.failure(response, f"not a page: {_content_type(response)}")
            return
        url = self.addresses.to_site(response.url)
        key = self.key(url)
        if not self.on_site(response.url) or (key is None and not self.family.is_open):
            yield self.failure(response, f"redirected to {url}, which is no article")
            return
        asked = self.key(self._asked(response.request)) if response.request else None
        if asked is not None and key is not None and asked != key:
            yield self.failure(response, f"redirected to article {key}")
        try:
            article = self.read_article(response)
        except NotAnArticle as error:
            yield self.failure(response, str(error), is_missing=error.is_missing)
            return
        self._answer(response.request, True)
        yield article
        if not self.arguments.urls and "front" in self.arguments.discover:
            articles = self._sorter.new_articles(response.body, response.url)
            yield from self.article_requests(articles)

    def read_article(self, response: TextResponse, fetched_at: datetime | None = None) -> Article:
        """The article of a page.

        Args:
            fetched_at: of a page that was stored; aware.

        Raises:
            NotAnArticle: if the page holds none.
        """
        url = self.addresses.to_site(response.url)
        page = Page.of(response.body, url, self.title, response.encoding)
        raw = self.family.read(page)
        return load_article(
            raw,
            site=self.name,
            url=self.family.article_url(url),
            fetched_at=fetched_at or datetime.now(UTC),
            digits=self.settings.get("TEXT_DIGITS", "keep"),
        )

    def links(self, response: TextResponse, hrefs: Iterable[str]) -> Links:
        return self._sorter.sort(hrefs, response.url)

    # -- failures ----------------------------------------------------------------------

    def failure(self, response: Response, reason: str, *, is_missing: bool = False) -> Failure:
        """What a page that is no article is recorded as, under the address that was asked for."""
        request = response.request or Request(response.url)
        return self._failure(request, reason, response.status, is_missing)

    def _failure(
        self, request: Request, reason: str, status: int | None, is_missing: bool
    ) -> Failure:
        self._answer(request, not is_missing)
        url = self._asked(request)
        return Failure(
            site=self.name,
            url=self.family.article_url(url) if self.key(url) else url,
            news_code=self.family.code_in(url),
            status=status,
            reason=reason,
            at=datetime.now(UTC).isoformat(timespec="seconds"),
            is_missing=is_missing,
        )

    def _asked(self, request: Request) -> str:
        """The address asked for, on the site and before any redirects."""
        return self.addresses.to_site(request.meta.get("redirect_urls", [request.url])[0])

    def _answer(self, request: Request | None, is_good: bool) -> None:
        """Tell who waits for a day or an article; see :class:`newscrawl.walks.Answers`."""
        if request is not None:
            name = request.cb_kwargs.get("day") or self.key(self._asked(request))
            self.answers.give(name or "", is_good)

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
        yield self._failure(request, reason, status, is_missing=status in (404, 410))


def _content_type(response: Response) -> str:
    return (response.headers.get("Content-Type") or b"no content type").decode("latin-1")
