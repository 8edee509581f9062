"""Any site: ``-a base_url=https://example.ir`` crawls it, ``-a url=…`` fetches articles of it."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import TextResponse

from newscrawl.arguments import ArgumentError, Arguments
from newscrawl.cms import Family
from newscrawl.cms.generic import Generic
from newscrawl.cms.wordpress import WordPress
from newscrawl.discovery import front
from newscrawl.discovery.links import LinkSorter
from newscrawl.extraction import Page
from newscrawl.extraction.detect import likely_articles, recognise
from newscrawl.spider import NewsSpider
from newscrawl.urls import Addresses, bare_host

logger = logging.getLogger(__name__)
#: Articles that are fetched to recognise a family by.
SAMPLES = 2


class GenericSpider(NewsSpider):
    """In the archive the site goes by its domain: news codes are a site's own.

    A site of a known family is recognised by its first pages, and read by that family.
    """

    name = "generic"
    family: Family = Generic()
    checked = "not one site: for any that is given as base_url= or url="

    def __init__(self, name: str | None = None, **arguments: Any) -> None:
        super().__init__(name, **arguments)
        self.name = self.addresses.domain

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        # Before start(), and before the frontier gives a request of an earlier crawl.
        crawler.signals.connect(spider.recognise_family, signals.spider_opened)
        return spider

    @classmethod
    def parse_arguments(cls, **texts: str | None) -> Arguments:
        address = texts.get("base_url") or next(iter((texts.get("url") or "").split()), None)
        if not address:
            raise ArgumentError(
                "base_url", "generic needs base_url= of a site, or url= of articles"
            )
        # It may turn out to be one of a family that has an API.
        family = replace(cls.family, api=WordPress.api)
        return Arguments.parse(family, bare_host(urlsplit(address).netloc), **texts)

    def site_addresses(self) -> Addresses:
        parts = urlsplit(self.arguments.base_url or self.arguments.urls[0])
        return Addresses(bare_host(parts.netloc), scheme=parts.scheme)

    # -- the family of the site ----------------------------------------------------------

    async def recognise_family(self) -> None:
        """Read the site by the known family that its first pages are of, if they are of one."""
        home = await self._fetched(self.addresses.of("/"))
        if home is None:
            return
        links = [url for url in front.urls(home) if self.on_site(url)]
        first = self.page(home)
        family = recognise(first, (), ())
        if family is None and (likely := likely_articles(links)):
            fetched = [await self._fetched(url) for url in likely[:SAMPLES]]
            pages: list[Page] = [self.page(page) for page in fetched if page is not None]
            family = recognise(first, pages, links)
        if family is not None and self._has_given(family):
            logger.info("%s looks like a site of %s, and is read as one", self.name, family.name)
            self.family = family
            self.sorter = LinkSorter(family, self.addresses)

    def _has_given(self, family: Family) -> bool:
        """Whether the family knows the articles that are asked for."""
        return family.is_open or all(family.key(url) for url in self.arguments.urls)

    async def _fetched(self, url: str) -> TextResponse | None:
        """A page, ``None`` where none comes: what that means, the crawl itself will find out."""
        assert self.crawler.engine is not None
        request = Request(self.addresses.to_mirror(url), meta={"dont_retry": True})
        try:
            response = await self.crawler.engine.download_async(request)
        except Exception as error:
            logger.debug("%s tells nothing of its family: %r", url, error)
            return None
        if isinstance(response, TextResponse) and response.status == 200:
            return response
        return None
