"""How often a site is asked that says that it is too much."""

from types import SimpleNamespace
from typing import Any

from scrapy import Request, Spider
from scrapy.exceptions import DownloadConnectionRefusedError, DownloadTimeoutError
from scrapy.http import Response
from scrapy.settings import Settings
from scrapy.statscollectors import MemoryStatsCollector

from newscrawl.crawling.slowdown import PatientRetryMiddleware


class Site:
    """A site whose downloader has one slot, and the middleware before it."""

    def __init__(self, delay: float) -> None:
        self.slot = SimpleNamespace(delay=delay)
        crawler: Any = SimpleNamespace(
            settings=Settings(),
            engine=SimpleNamespace(downloader=SimpleNamespace(slots={"x.ir": self.slot})),
            spider=Spider("x"),
        )
        crawler.stats = MemoryStatsCollector(SimpleNamespace(settings=Settings()))  # type: ignore[arg-type]
        crawler.spider.crawler = crawler
        self.middleware = PatientRetryMiddleware.from_crawler(crawler)
        self.request = Request("https://x.ir/fa/news/1", meta={"download_slot": "x.ir"})

    def answers(self, status: int, **headers: str) -> Request | Response:
        response = Response(self.request.url, status, headers=headers)
        return self.middleware.process_response(self.request, response)


def delays(site: Site, *statuses: int) -> list[float]:
    found = []
    for status in statuses:
        site.answers(status)
        found.append(site.slot.delay)
    return found


def test_each_refusal_doubles_the_delay_and_each_page_halves_it() -> None:
    site = Site(1.0)
    assert delays(site, 429, 503, 429, 429) == [2.0, 4.0, 8.0, 8.0]
    assert delays(site, 500, 404) == [8.0, 8.0]
    assert delays(site, 200, 200, 200, 200) == [4.0, 2.0, 1.0, 1.0]


def test_a_mirror_without_delay_is_slowed_down_too() -> None:
    site = Site(0)
    assert delays(site, *[429] * 5) == [0.25, 0.5, 1.0, 2.0, 2.0]
    assert delays(site, 200, 200, 200, 200) == [1.0, 0.5, 0.25, 0]


def test_what_has_to_wait_is_not_tried_again_at_once() -> None:
    site = Site(1.0)
    assert isinstance(site.answers(503), Request)
    assert isinstance(site.answers(503, **{"Retry-After": "60"}), Response)
    assert isinstance(site.answers(429, **{"Retry-After": "60"}), Response)
    failed = site.middleware.process_exception
    assert isinstance(failed(site.request, DownloadConnectionRefusedError()), Request)
    assert failed(site.request, DownloadTimeoutError()) is None
