"""Reading the pages of web archives as a crawl would, in this process or in several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import TypeAlias

from scrapy import Request
from scrapy.http import Headers, HtmlResponse
from scrapy.settings import BaseSettings

from newscrawl.answers import NoPage
from newscrawl.crawling.spidermiddlewares import raw_page
from newscrawl.extraction import NotAnArticle
from newscrawl.extraction.detect import recognise
from newscrawl.extraction.wordpress import LIST
from newscrawl.importing.captures import Batch, Captured, unpacked
from newscrawl.importing.choosing import Choice
from newscrawl.importing.streams import BrokenError
from newscrawl.items import Article, Failure, RawPage
from newscrawl.processes import Spread
from newscrawl.reparse import article_of, in_one_line
from newscrawl.spider import NewsSpider

#: An article, a page that could not be read, or what else it is.
Found: TypeAlias = Article | Failure | str
#: What a page is that is neither an article nor should be one.
NO_ARTICLE = "no article"


class CaptureReader:
    """Reads pages, in one process.

    Args:
        settings, site, domains: as :class:`~newscrawl.importing.choosing.Choice` takes them.
    """

    def __init__(
        self, settings: BaseSettings, site: str | None, domains: Mapping[str, str]
    ) -> None:
        self.choice = Choice(settings, site, domains)
        self._most = settings.getint("ARTICLE_MAXSIZE")
        self._keeps_pages = settings.getbool("STORE_PAGES")
        self._domains = frozenset(domains)
        #: Name of a site, and of the family that a page is of → the version of the rules.
        self._rules: dict[tuple[str, str], str] = {}

    def read(self, captures: list[Captured]) -> list[Found]:
        """What each page is."""
        return [self._read(capture) for capture in captures]

    def _read(self, capture: Captured) -> Found:
        spider = self.choice.spider(capture.site)
        assert spider is not None
        if capture.site in self._domains:  # the page before was perhaps of a known family
            spider.family = type(spider).family
        try:
            page = unpacked(capture, self._most)
        except BrokenError as error:
            if spider.reference(capture.url) is None:
                return NO_ARTICLE
            return self._failure(spider, capture, NoPage(str(error)))
        headers = Headers([(name, _in_bytes(value)) for name, value in page.headers])
        response = HtmlResponse(capture.url, headers=headers, body=page.body)
        try:
            return self._article(spider, capture, response)
        except NotAnArticle as error:
            if error.kind == LIST:
                return NO_ARTICLE
            if error.is_missing or error.is_transient:  # it says nothing of the article
                return str(error)
            failure = self._failure(spider, capture, NoPage(str(error), kind=error.kind))
            if spider.reference(capture.url) is not None:
                failure.page = self._page(spider, response)
            return failure
        except Exception as error:  # a page that breaks must not stop the others
            return self._failure(spider, capture, NoPage(in_one_line(error)))

    def _article(self, spider: NewsSpider, capture: Captured, response: HtmlResponse) -> Found:
        if capture.site in self._domains:
            self._recognise(spider, response)
        found = spider.reference(capture.url)
        may_be = spider.family.is_open and spider.is_article_after_all(response)
        if found is None and not may_be:
            return NO_ARTICLE
        article = article_of(spider, response, capture.at)
        article.page = self._page(spider, response)
        return article

    def _recognise(self, spider: NewsSpider, response: HtmlResponse) -> None:
        """Read a page of a site that is not known by the family that it is of, as a crawl would."""
        page = spider.page(response)
        spider.family = recognise(page, (page,), ()) or spider.family

    def _page(self, spider: NewsSpider, response: HtmlResponse) -> RawPage | None:
        if not self._keeps_pages:
            return None
        read_by = spider.name, spider.family.name
        if read_by not in self._rules:
            self._rules[read_by] = spider.rules_version
        return raw_page(spider, response, self._rules[read_by])

    def _failure(self, spider: NewsSpider, capture: Captured, why: NoPage) -> Failure:
        failure = spider.make_failure(Request(capture.url), why, 200)
        failure.at = capture.at.isoformat()
        return failure


class CaptureReaders(AbstractContextManager["CaptureReaders"]):
    """Reads pages in several processes, or in this one while they are few.

    Args:
        jobs: how many processes; 1 for none but this.
        settings, site, domains: as :class:`CaptureReader` takes them.
    """

    def __init__(
        self, jobs: int, settings: BaseSettings, site: str | None, domains: Mapping[str, str]
    ) -> None:
        self._spread = Spread(jobs, _begin, settings, site, domains)
        self._reader = CaptureReader(settings, site, domains)

    def __exit__(self, *exc_info: object) -> None:
        self._spread.__exit__(*exc_info)

    def read(self, batches: Iterable[Batch]) -> Iterator[tuple[Batch, list[Found]]]:
        """Batches in their order, each with what its pages are.

        Raises:
            newscrawl.processes.ProcessDied: if one of the processes did.
        """
        return self._spread.map(lambda batch: self._reader.read(batch.captures), _read, batches)


def _in_bytes(value: str) -> bytes:
    """A header's value as it was sent, most likely."""
    try:
        return value.encode("latin-1")
    except UnicodeEncodeError:
        return value.encode("utf-8", "replace")


#: Of a process that reads.
_reader: CaptureReader


def _begin(settings: BaseSettings, site: str | None, domains: Mapping[str, str]) -> None:
    global _reader
    _reader = CaptureReader(settings, site, domains)


def _read(batch: Batch) -> list[Found]:
    return _reader.read(batch.captures)
