"""Stored pages are read in this process, or in several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from itertools import chain, islice

from scrapy.settings import BaseSettings
from scrapy.spiderloader import get_spider_loader

from newscrawl.database.pages import StoredPage
from newscrawl.database.reparse import Reread
from newscrawl.items import Article
from newscrawl.processes import Processes
from newscrawl.reparse.reading import make_spider, read
from newscrawl.spider import NewsSpider

#: Pages that are read before they are written in one transaction.
BATCH = 50


class Readers(AbstractContextManager["Readers"]):
    """Reads pages in several processes, or in this one while they are few.

    Args:
        jobs: how many processes; 1 for none but this.
        settings: those that spiders are found and made by.
    """

    def __init__(self, jobs: int, settings: BaseSettings) -> None:
        self._jobs = jobs
        self._settings = settings
        self._processes: Processes | None = None

    def __exit__(self, *exc_info: object) -> None:
        if self._processes is not None:
            self._processes.close()

    def read(self, spider: NewsSpider, pages: Iterator[StoredPage]) -> Iterator[list[Reread]]:
        """Read pages of the spider's site; yields them in their order, a batch at a time.

        Raises:
            newscrawl.processes.ProcessDied: if one of them did.
        """
        if self._jobs > 1 and self._processes is None:
            # To start processes costs as much as reading some hundred pages.
            first = list(islice(pages, BATCH * self._jobs))
            pages = chain(first, pages)
            if len(first) == BATCH * self._jobs:
                self._processes = Processes(self._jobs, _begin, self._settings)
        if self._processes is None:
            for batch in _batches(pages):
                yield [read(spider, page) for page in batch]
            return
        tasks = ((spider.name, batch) for batch in _batches(pages))
        for (_, batch), found in self._processes.map(_read, tasks):
            yield [Reread(page, *one) for page, one in zip(batch, found, strict=True)]


def _batches(pages: Iterable[StoredPage]) -> Iterator[list[StoredPage]]:
    pages = iter(pages)
    while batch := list(islice(pages, BATCH)):
        yield batch


#: Of a process that reads: its spiders by name, and what they are made by.
_spiders: dict[str, NewsSpider] = {}
_settings: BaseSettings


def _begin(settings: BaseSettings) -> None:
    global _settings
    _settings = settings


def _read(task: tuple[str, list[StoredPage]]) -> list[tuple[Article | None, str | None]]:
    """What is found in each page, without the page, which has not to go back."""
    name, batch = task
    if name not in _spiders:
        spider_class = get_spider_loader(_settings).load(name)
        assert issubclass(spider_class, NewsSpider)
        _spiders[name] = make_spider(spider_class, _settings)
    readings = [read(_spiders[name], page) for page in batch]
    return [(reading.article, reading.reason) for reading in readings]
