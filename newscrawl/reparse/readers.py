"""Stored pages are read in this process, or in several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from itertools import islice
from typing import TypeAlias

from scrapy.settings import BaseSettings
from scrapy.spiderloader import get_spider_loader

from newscrawl.database.pages import StoredPage
from newscrawl.database.reparse import Reread
from newscrawl.items import Article
from newscrawl.processes import Spread
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
        self._spread = Spread(jobs, _begin, settings)

    def __exit__(self, *exc_info: object) -> None:
        self._spread.__exit__(*exc_info)

    def read(self, spider: NewsSpider, pages: Iterator[StoredPage]) -> Iterator[list[Reread]]:
        """Read pages of the spider's site; yields them in their order, a batch at a time.

        Raises:
            newscrawl.processes.ProcessDied: if one of them did.
        """
        tasks = ((spider.name, batch) for batch in _batches(pages))
        for (_, batch), found in self._spread.map(
            lambda task: _read_by(spider, task), _read, tasks
        ):
            yield [Reread(page, *one) for page, one in zip(batch, found, strict=True)]


def _batches(pages: Iterable[StoredPage]) -> Iterator[list[StoredPage]]:
    pages = iter(pages)
    while batch := list(islice(pages, BATCH)):
        yield batch


#: The name of a site, and pages of it.
Task: TypeAlias = tuple[str, list[StoredPage]]
#: What is found in a page, without the page, which has not to go back.
Reading: TypeAlias = tuple[Article | None, str | None]
#: Of a process that reads: its spiders by name, and what they are made by.
_spiders: dict[str, NewsSpider] = {}
_settings: BaseSettings


def _begin(settings: BaseSettings) -> None:
    global _settings
    _settings = settings


def _read(task: Task) -> list[Reading]:
    name, _ = task
    if name not in _spiders:
        spider_class = get_spider_loader(_settings).load(name)
        assert issubclass(spider_class, NewsSpider)
        _spiders[name] = make_spider(spider_class, _settings)
    return _read_by(_spiders[name], task)


def _read_by(spider: NewsSpider, task: Task) -> list[Reading]:
    readings = [read(spider, page) for page in task[1]]
    return [(reading.article, reading.reason) for reading in readings]
