"""``sitemap``: robots.txt and sitemaps, by a spider; see :mod:`newscrawl.discovery.sitemap`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure as TwistedFailure

from newscrawl.answers import Cause, NoPage
from newscrawl.answers.errors import BREAKS_OFF
from newscrawl.discovery import deadends, sitemap
from newscrawl.discovery.bounds import Bounds, Kind
from newscrawl.discovery.links import Links, LinkSorter
from newscrawl.items import Failure
from newscrawl.persian.calendar import localized
from newscrawl.site_spider import GUESS, first_url, recorded
from newscrawl.urls import absolute, is_public, owner
from newscrawl.ways.api import ApiSpider

#: A site's clock, and the day that it means by a date, may be this far off.
SITEMAP_SLACK = timedelta(days=2)
#: Key of ``Request.meta``: robots.txt names a sitemap of the site at this host, which is another.
SISTER = "sitemaps_at"
CUT = NoPage("the sitemap breaks off", Cause.UNREACHABLE, kind=BREAKS_OFF)


class SitemapSpider(ApiSpider):
    """A spider that reads the sitemaps of its site."""

    bounds: Bounds
    sorter: LinkSorter

    def article_requests(self, links: Links) -> AsyncIterator[Request]:
        """Requests of the articles that are new."""
        raise NotImplementedError

    def requests_within(
        self, kind: Kind, callback: Callable[..., Any], urls: Iterable[str], response: Response
    ) -> Iterable[Request]:
        """Requests of lists, feeds or sitemaps that a page names, as far as bounds allow."""
        steps = response.meta.get(kind.steps, 0) + 1
        sister = response.meta.get(SISTER)
        here = [url for url in urls if self.on_site(url) or urlsplit(url).netloc == sister]
        for url in self.bounds.within(kind, here, steps=steps):
            request = self.request(url, callback, priority=5 if kind is Kind.SITEMAPS else 0)
            request.meta[kind.steps] = steps
            yield request if self.on_site(url) else self._at_sister(request)

    def _at_sister(self, request: Request) -> Request:
        request.meta.update({SISTER: urlsplit(request.url).netloc, "allow_offsite": True})
        return request

    @recorded
    async def parse_sitemap(self, response: Response) -> AsyncIterator[Any]:
        """robots.txt, an index of sitemaps, or a sitemap."""
        asked = first_url(response.request) if response.request else response.url
        if urlsplit(asked).path == sitemap.ROBOTS:
            if why := deadends.why_no_robots(response):
                yield self.failure(response, why)
                return
            for request in self.sitemaps_of_robots(response):
                yield request
            return
        since = self.arguments.from_date
        crawled_at = self.known.crawled_at
        try:
            entries = sitemap.read(
                response,
                self.settings.getint("DOWNLOAD_MAXSIZE"),
                since=localized(datetime.combine(since, time())) if since else None,
                sitemaps_since=crawled_at - SITEMAP_SLACK if crawled_at else None,
            )
        except sitemap.NotASitemap as error:
            if GUESS not in response.meta:
                yield self.failure(response, deadends.barrier(response) or str(error))
            return
        if entries.is_cut:
            yield self.failure(response, CUT)
        names = self.family.names_articles
        found = (absolute(response.url, loc) for loc in entries.sitemaps)
        wanted = [url for url in found if url is not None and names(url) is not False]
        for request in self.requests_within(Kind.SITEMAPS, self.parse_sitemap, wanted, response):
            yield request
        sort = self.sorter.named if names(response.url) else self.sorter.sort
        links = sort(entries.pages, response.url)
        if why := deadends.why_no_sitemap(response, entries.pages, links.articles, self.on_site):
            yield self.failure(response, why)
        if links.articles and since is None and not (entries.is_cut or entries.is_of_news):
            yield self.total("sitemap", len(links.articles), self.addresses.to_site(asked))
        async for request in self.article_requests(links):
            yield request

    def sitemaps_of_robots(self, response: Response) -> Iterable[Request]:
        """Requests of the sitemaps that robots.txt names, or else of the usual ones. They may be at
        another host of the same owner. Their pages count only where they are the site's."""
        named = sitemap.named_by_robots(response)
        at_home = [url for url in named if self.on_site(url)]
        elsewhere = [url for url in named if not self.on_site(url) and self._is_sister(url)]
        if not at_home and not elsewhere:
            yield from self.usual_sitemaps()
            return
        if at_home:
            at_home += map(self.addresses.of, self.family.sitemaps)
        yield from self.requests_within(Kind.SITEMAPS, self.parse_sitemap, at_home, response)
        for url in self.bounds.within(Kind.SITEMAPS, elsewhere, steps=1):
            request = self.request(url, self.parse_sitemap, priority=5)
            request.meta[Kind.SITEMAPS.steps] = 1
            yield self._at_sister(request)

    def _is_sister(self, url: str) -> bool:
        """Whether a host is of the owner of the site: of the same domain, or of this machine where
        the site itself is."""
        home = self.addresses.of("/")
        if not is_public(self.addresses.to_mirror(home)):
            return not is_public(url) or owner(url) == owner(home)
        return is_public(url) and owner(url) == owner(home)

    def usual_sitemaps(self) -> Iterable[Request]:
        """Requests of the sitemaps that sites have, where robots.txt names none. All but the first
        are guesses: that one is not there is no failure."""
        usual = (*self.family.sitemaps, *sitemap.USUAL, *self.family.plain_sitemaps)
        for path in dict.fromkeys(usual):
            request = self.request(self.addresses.of(path), self.parse_sitemap, priority=5)
            if path != usual[0]:
                request.meta[GUESS] = True
                request.errback = self.on_no_more
            yield request

    def on_no_robots(self, failure: TwistedFailure) -> Iterable[Failure | Request]:
        """Errback of robots.txt where sitemaps are looked for: one that is not there names none."""
        for item in self.on_error(failure):
            yield from [item] if item.is_waiting else self.usual_sitemaps()
