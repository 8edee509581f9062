"""Which site a page of a web archive is of, and who reads it."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from scrapy.settings import BaseSettings
from scrapy.spiderloader import get_spider_loader

from newscrawl.arguments import ArgumentError
from newscrawl.crawling.spiderloader import BrokenSpiderError
from newscrawl.reparse import make_spider
from newscrawl.spider import NewsSpider
from newscrawl.urls import bare_host

#: What reads the pages of sites that have no file.
GENERIC = "generic"


class Choice:
    """The sites whose pages are taken, and their spiders.

    Args:
        settings: those that spiders are found and made by.
        site: only this one of the known sites.
        domains: domain of a site that is not known → ``http`` or ``https``, as its articles'
            addresses in the archive begin.
    """

    def __init__(
        self, settings: BaseSettings, site: str | None, domains: Mapping[str, str]
    ) -> None:
        self._settings = settings
        self._domains = domains
        self._spiders: dict[str, NewsSpider | None] = {}
        #: Name of a site → why none of its pages can be read.
        self.problems: dict[str, str] = {}
        self._names = self._hosts(site) | {domain: domain for domain in domains}

    def spider_at(self, url: str) -> NewsSpider | None:
        """Who reads the page at an address; ``None`` if it is of no chosen site."""
        try:
            name = self._names.get(bare_host(urlsplit(url).netloc))
            spider = None if name is None else self.spider(name)
            return spider if spider is not None and spider.on_site(url) else None
        except ValueError:  # a malformed address
            return None

    def spider(self, name: str) -> NewsSpider | None:
        """The spider of a site by its name, or by its domain if it is not known; ``None`` if
        nothing reads its pages."""
        if name not in self._spiders:
            self._spiders[name] = self._made(name)
        return self._spiders[name]

    def _made(self, name: str) -> NewsSpider | None:
        loader = get_spider_loader(self._settings)
        try:
            if name in self._domains:
                address = f"{self._domains[name]}://{name}"
                spider_class = loader.load(GENERIC)
                assert issubclass(spider_class, NewsSpider)
                return make_spider(spider_class, self._settings, base_url=address)
            spider_class = loader.load(name)
            if not issubclass(spider_class, NewsSpider):
                return None
            return make_spider(spider_class, self._settings)
        except (ArgumentError, BrokenSpiderError) as error:
            self.problems[name] = str(error)
            return None

    def _hosts(self, site: str | None) -> dict[str, str]:
        """Host → name of the site."""
        loader = get_spider_loader(self._settings)
        if site is None and (hosts := getattr(loader, "names_by_host", None)) is not None:
            return dict(hosts)
        found: dict[str, str] = {}
        for name in [site] if site is not None else loader.list():
            if name != GENERIC and (spider := self.spider(name)) is not None:
                for host in (spider.addresses.domain, *spider.addresses.hosts):
                    found.setdefault(host, name)
        return found
