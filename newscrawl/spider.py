"""The spider behind every site."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable, Collection, Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response, TextResponse
from twisted.python.failure import Failure as TwistedFailure

from newscrawl import backfill
from newscrawl.answers import Cause, NoPage
from newscrawl.answers.advice import SAME_TEXT
from newscrawl.database.revisits import PRIORITY
from newscrawl.discovery import days, deadends, front, rss, sitemap
from newscrawl.discovery.bounds import DAY_PAGES, LIST_PAGES, Bounds, Kind
from newscrawl.discovery.links import Links, LinkSorter
from newscrawl.discovery.seen import Seen
from newscrawl.extraction import NotAnArticle
from newscrawl.extraction.version import rules_version
from newscrawl.extraction.wordpress import LIST
from newscrawl.items import ArchiveDay, Failure, Total, now
from newscrawl.known import Due, KnownArticles
from newscrawl.site_spider import (
    ARTICLE,
    GUESS,
    PAGE,
    REVISIT,
    content_type,
    first_url,
    recorded,
)
from newscrawl.urls import ArticleReference
from newscrawl.ways.sitemaps import SitemapSpider

logger = logging.getLogger(__name__)


class NewsSpider(SitemapSpider):
    """Crawls one news site. A site is a subclass with a name, a domain and a family.

    Spider arguments (all text, see docs/usage.md): ``base_url``, ``url``, ``discover``,
    ``from_date``, ``to_date``, ``codes``, ``revisit``.

    Raises:
        ArgumentError: from the constructor, if an argument is wrong.
    """

    def __init__(self, name: str | None = None, **arguments: Any) -> None:
        super().__init__(name, **arguments)
        #: What the archive has. The archive sets it.
        self.known = KnownArticles()
        #: What this crawl came across.
        self.seen = Seen()
        #: What lists linked to, for the stats.
        self.counts: Counter[str] = Counter()
        self.bounds = Bounds(self.reached_bound)
        self.sorter = LinkSorter(self.family, self.addresses)
        #: Held by the callback that reads a page.
        self._reading = asyncio.Lock()

    @property
    def rules_version(self) -> str:
        """The version of all by which this site's pages are read."""
        own = takewhile(lambda kind: kind is not NewsSpider, type(self).__mro__)
        return rules_version(
            self.family,
            own,
            self.settings.get("TEXT_DIGITS"),
            comments=self.settings.getbool("COMMENTS_ENABLED"),
        )

    # -- requests ----------------------------------------------------------------------

    async def start(self) -> AsyncIterator[Request | Total]:
        if self.arguments.urls:
            async for request in self.article_requests(self.given_articles()):
                yield request
            return
        ways = self.arguments.discover
        for name, way, callback in (
            ("front", front, self.parse_list),
            ("rss", rss, self.parse_feed),
            ("sitemap", sitemap, self.parse_sitemap),
        ):
            for path in way.start_paths(self.family) if name in ways else ():
                request = self.request(self.addresses.of(path), callback, priority=10)
                if path == sitemap.ROBOTS:
                    request.errback = self.on_no_robots
                elif path in self.family.feeds:
                    request.errback = self.on_no_feed
                yield request
        for request in self.first_of_api() if "api" in ways else ():
            yield request
        for due in await self.to_revisit():
            yield self.revisit_request(due)
        if "archive" in ways:
            async for request in backfill.archive_days(self):
                yield request
        if "codes" in ways:
            async for request in backfill.code_ranges(self):
                yield request
            if not self.arguments.codes:  # all that there are, and no range of them
                yield self.total("codes", await self.known.existing_codes())

    def request(self, url: str, callback: Callable[..., Any], priority: int = 0) -> Request:
        """A request of a page of the site, from the mirror if there is one."""
        # These may answer that they have not changed.
        may_be_unchanged = callback in (self.parse_list, self.parse_feed, self.parse_sitemap)
        return Request(
            self.addresses.to_mirror(url),
            callback=callback,
            errback=self.on_error,
            priority=priority,
            meta={"handle_httpstatus_list": [304]} if may_be_unchanged else {},
        )

    def article_request(
        self, url: str, reference: ArticleReference | None = None, priority: int = 0
    ) -> Request:
        """A request of an article, which carries its reference."""
        reference = reference or self.reference(url)
        request = self.request(self.fetched_at(url, reference), self.parse_article, priority)
        request.meta[ARTICLE] = reference
        return request

    async def to_revisit(self) -> Collection[Due]:
        """The stored articles to look at again."""
        revisit = self.arguments.revisit
        if revisit is None:
            return ()
        if isinstance(revisit, timedelta):
            # These pages are fetched whole, whether they changed or not.
            found = await self.known.published_since(datetime.now(UTC) - revisit)
            return [Due(url) for url in found]
        return await self.known.due()

    def revisit_request(self, due: Due) -> Request:
        """A request of a stored article, which may answer that it has not changed."""
        request = self.article_request(due.url, priority=PRIORITY)
        request.meta[REVISIT] = True
        if headers := due.validators.headers:
            request.headers.update(headers)
            request.meta["handle_httpstatus_list"] = [304]
        return request

    def day_request(self, day: date, page: int, seen: Iterable[str] = ()) -> Request:
        """A page of the archive of a day; ``seen`` are the articles of the pages before."""
        url = self.addresses.of(days.path(self.family, day, page))
        return self.request(url, self.parse_day, priority=-2).replace(
            cb_kwargs={"day": day.isoformat(), "page": page, "seen": list(seen)}
        )

    def code_request(self, code: int) -> Request:
        """The article of a news code."""
        assert self.family.code_path is not None
        request = self.article_request(self.addresses.of(self.family.code_path.format(code=code)))
        request.meta[GUESS] = True
        return request

    async def article_requests(self, links: Links) -> AsyncIterator[Request]:
        """Requests of the articles that are new. The frontier would drop the others, but at the
        cost of half a dozen middlewares."""
        for request in self.requests_of(links, await self.new_articles(links)):
            yield request

    async def new_articles(self, links: Links) -> list[str]:
        """Keys of the articles that the archive does not have, and that were not asked for yet. The
        caller has to ask for them: from now on they are seen."""
        if keys := self.seen.new_articles(links.articles):
            self.seen.add_articles(await self.known.stored(keys))
            keys = self.seen.new_articles(keys)
            self.seen.add_articles(keys)
        return keys

    async def _without_articles(self, lists: list[str]) -> list[str]:
        """Those of some lists that have not turned out to be articles."""
        keys = [self.family.article_url(self.addresses.to_site(url)) for url in lists]
        new = {*self.seen.new_articles(keys)}
        new.difference_update(await self.known.stored(new))
        return [url for url, key in zip(lists, keys, strict=True) if key in new]

    async def _were_stored(self, links: Links, new: list[str]) -> bool:
        """Whether all articles of a page were stored when the site was last crawled to the end."""
        # What is not stored was not there before, either: the archive need not be asked.
        keys = links.articles
        return not new and len(await self.known.stored_before(keys)) == len(keys)

    def requests_of(self, links: Links, keys: Iterable[str]) -> Iterable[Request]:
        """Requests of some articles of a page. Those that nobody takes, because something went
        wrong before, are not seen after all."""
        waiting = deque(keys)
        try:
            while waiting:
                key = waiting.popleft()
                yield self.article_request(links.articles[key], links.references.get(key))
        finally:
            self.seen.forget_articles(waiting)

    # -- callbacks ---------------------------------------------------------------------

    @recorded
    async def parse_list(self, response: Response) -> AsyncIterator[Any]:
        """A home page or section: its articles, and other lists and the next page, as far as
        :class:`~newscrawl.discovery.seen.Seen` says."""
        if not isinstance(response, TextResponse):
            yield self.failure(response, f"not a page: {content_type(response)}")
            return
        if self.is_article_after_all(response):
            async for output in self.article_of(response):
                yield output
            return
        async for output in self.list_of(response):
            yield output

    async def list_of(self, response: TextResponse) -> AsyncIterator[Any]:
        """What comes of a list."""
        links = self.list_links(response)
        if why := deadends.why_no_list(response, links.articles, self.on_site):
            yield self.failure(response, why)
            return
        deadends.count(self.counts, response, links.articles)
        if self.family.is_open and (why := deadends.why_no_home(response, links.articles)):
            yield self.failure(response, why)
        new = await self.new_articles(links)
        for request in self.requests_of(links, new):
            yield request
        if "rss" in self.arguments.discover and rss.is_index(response.url, self.family):
            for request in self.feed_requests(response):
                yield request
        has_news = bool(new) and len(await self.known.seen(new)) < len(new)
        depth = response.meta.get("depth", 0)
        lists = await self._without_articles(links.lists) if self.family.is_open else links.lists
        lists = self.seen.lists_to_follow(lists, depth=depth, has_news=has_news)
        for request in self.requests_within(Kind.LISTS, self.parse_list, lists, response):
            yield request
        if links.next_page is None:
            return
        keys = links.articles
        was_stored = await self._were_stored(links, new)
        path, _ = self.family.page_of(links.next_page)
        page = response.meta.get(PAGE, 1) + 1
        goes_on = self.seen.goes_on(path, keys, has_news=has_news, was_stored=was_stored)
        if goes_on and self.bounds.has_page(page, LIST_PAGES, "a list", links.next_page):
            request = self.request(links.next_page, self.parse_list)
            request.meta[PAGE] = page
            request.meta[Kind.LISTS.steps] = response.meta.get(Kind.LISTS.steps, 0)
            yield request

    @recorded
    async def parse_feed(self, response: Response) -> AsyncIterator[Any]:
        """A feed: its articles. Or an index of feeds: these."""
        if not isinstance(response, TextResponse):
            yield self.failure(response, f"not a feed: {content_type(response)}")
        elif rss.is_feed(response):
            hrefs = self.bounds.of_feed(rss.hrefs(response), response.url)
            links = self.sorter.named(hrefs, response.url)
            if why := deadends.why_no_feed(response, links.articles, self.on_site):
                yield self.failure(response, why)
            new = await self.new_articles(links)
            for request in self.requests_of(links, new):
                yield request
            if not await self._were_stored(links, new):
                for request in self._older_page(response, links):
                    yield request
        else:
            found = list(self.feed_requests(response))
            if not found:
                why = deadends.why_no_list(response, found, self.on_site)
                yield self.failure(response, why or f"not a feed: {content_type(response)}")
            for request in found:
                yield request

    def _older_page(self, response: Response, links: Links) -> Iterable[Request]:
        """A request of the following page of a feed, if it has pages, and this one articles."""
        asked = first_url(response.request) if response.request else response.url
        repeats = self.seen.repeats(urlsplit(asked).path, links.articles)
        url, number = (None, 0) if repeats else rss.older(asked, self.family)
        if url is not None and self.bounds.has_page(number, LIST_PAGES, "a feed", url):
            yield self.request(url, self.parse_feed).replace(errback=self.on_no_more)

    def feed_requests(self, response: TextResponse) -> Iterable[Request]:
        """Requests of the feeds that a page names."""
        feeds = rss.feeds(response, self.family)
        yield from self.requests_within(Kind.FEEDS, self.parse_feed, feeds, response)

    def on_no_feed(self, failure: TwistedFailure) -> Iterable[Failure | Request]:
        """Errback of a feed that every site of the family has, where it may be elsewhere."""
        for item in self.on_error(failure):
            paths = self.family.plain_feeds if item.is_missing else ()
            for path in paths:
                yield self.request(self.addresses.of(path), self.parse_feed, priority=10)
            if not paths:
                yield item

    @recorded
    async def parse_day(
        self, response: Response, day: str, page: int, seen: list[str]
    ) -> AsyncIterator[Any]:
        """A page of the archive of a day: its articles, and the next page if it had any that the
        pages before, and the last pages of other days, had not. Else the day is read."""
        if not isinstance(response, TextResponse):
            yield self.failure(response, f"not a page: {content_type(response)}")
            return
        the_day = date.fromisoformat(day)
        links = self.list_links(response)
        asked = first_url(response.request) if response.request else response.url
        if why := deadends.why_no_day(response, links.articles, self.on_site, asked, page):
            yield self.failure(response, why)
            return
        async for request in self.article_requests(links):
            yield request
        if self.seen.day_goes_on(links.articles, before=seen):
            if self.bounds.has_page(page + 1, DAY_PAGES, "a day", response.url):
                yield self.day_request(the_day, page + 1, dict.fromkeys([*seen, *links.articles]))
                return
        elif backfill.is_over(the_day):
            count = self.seen.count_of_day(seen)
            yield ArchiveDay(self.name, days.name(the_day), count, page, now())
        self.answers.give(day, True)

    @recorded
    async def parse_article(self, response: Response) -> AsyncIterator[Any]:
        """An article page: the article, and the articles it links to. Where addresses do not tell,
        it may be a list after all."""
        if not isinstance(response, TextResponse):
            yield self.failure(response, f"not a page: {content_type(response)}")
            return
        async for output in self.article_of(response):
            yield output

    async def article_of(self, response: TextResponse) -> AsyncIterator[Any]:
        """What comes of an article page."""
        asked = self.asked_for(response.request) if response.request else None
        found = self.found_at(response)
        if found is None and not (self.family.is_open and self.on_site(response.url)):
            url = self.addresses.to_site(response.url)
            reason = f"redirected to {url}, which is no article"
            yield self.failure(response, deadends.why_elsewhere(response) or reason)
            return
        page = self.page(response)
        try:
            article = self.read_article(response, page=page)
        except NotAnArticle as error:
            if error.kind == LIST:
                async for output in self.list_of(response):
                    yield output
                return
            cause = Cause.REFUSED if error.is_transient else Cause.PAGE
            why = NoPage(str(error), cause, error.is_missing, kind=error.kind)
            yield self.failure(response, why)
            return
        if found is not None and self.is_another(asked, found, article.news_code):
            yield self.failure(response, f"redirected to article {found.key}")
        if first := self.seen.first_alike(article):
            reason = f"{SAME_TEXT}, without a date; the first is {first}"
            yield self.failure(response, NoPage(reason, kind=SAME_TEXT))
            return
        self._answer(response.request, True)
        yield article
        if not self.arguments.urls and "front" in self.arguments.discover:
            links = self.sorter.new_articles(page.document, response.url)
            async for request in self.article_requests(links):
                yield request

    def list_links(self, response: TextResponse) -> Links:
        """The links of a page that lists articles."""
        return self.sorter.links(front.page_of(response).document, response.url)
