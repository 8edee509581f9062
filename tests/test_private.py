"""What other libraries do not promise us: each test fails with the name of what is gone."""

import asyncio
import inspect
from types import SimpleNamespace
from typing import Any

import pytest
from lxml.etree import HTMLParser
from scrapy import Request, Spider, signals
from scrapy.commands.crawl import Command as CrawlCommand
from scrapy.commands.genspider import Command as GenspiderCommand
from scrapy.core.downloader import Downloader
from scrapy.core.downloader import Slot as DownloaderSlot
from scrapy.core.engine import ExecutionEngine
from scrapy.core.scraper import Scraper
from scrapy.crawler import AsyncCrawlerRunner, Crawler
from scrapy.exceptions import DropItem
from scrapy.extensions.throttle import AutoThrottle
from scrapy.settings import Settings

from newscrawl import private


def assert_there(owner: Any, *names: str) -> None:
    for name in names:
        assert hasattr(owner, name), f"{owner!r} no longer has {name}"


def assert_takes(function: Any, *names: str) -> None:
    there = inspect.signature(function).parameters
    for name in names:
        assert name in there, f"{function.__qualname__}() no longer takes {name}"


def crawler_with(**settings: Any) -> Crawler:
    """A crawler that is about to begin."""
    crawler = Crawler(Spider, {"TWISTED_REACTOR_ENABLED": False, **settings})
    crawler._apply_settings()
    return crawler


def test_cookies_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    from scrapy.downloadermiddlewares import cookies

    assert_there(cookies, "_split_domain")
    monkeypatch.setattr(cookies, "_split_domain", None)
    private.offline_cookies(crawler_with(COOKIES_ENABLED=False))
    assert cookies._split_domain.suffix_list_urls == ()
    assert cookies._is_public_domain("gov.ir")
    assert not cookies._is_public_domain("roozplus.com")


class Pipeline:
    def process_item(self, item: Any) -> Any:
        if item == {"is": "bad"}:
            raise DropItem("bad")
        return item


class Engine:
    """Scrapy's engine of a crawl that has begun, as far as it is looked at."""

    def __init__(self) -> None:
        self.crawler = crawler_with(ITEM_PIPELINES={Pipeline: 1})
        self.crawler.spider = Spider.from_crawler(self.crawler, "x")
        self.seen: list[tuple[str, Any]] = []
        self.crawler.signals.connect(self.scraped, signals.item_scraped)
        self.crawler.signals.connect(self.dropped, signals.item_dropped)

    def scraped(self, item: Any) -> None:
        self.seen.append(("scraped", item))

    def dropped(self, item: Any) -> None:
        self.seen.append(("dropped", item))


def test_process_item() -> None:
    assert_there(Scraper, "start_itemproc_async")
    assert_takes(Scraper.start_itemproc_async, "item", "response")

    async def main() -> list[tuple[str, Any]]:
        engine = Engine()
        scraper = Scraper(engine.crawler)
        await scraper.open_spider_async()
        engine.crawler.engine = SimpleNamespace(scraper=scraper)  # type: ignore[assignment]
        await private.process_item(engine.crawler, {"is": "good"}, None)
        await private.process_item(engine.crawler, {"is": "bad"}, None)
        assert scraper.slot is not None
        assert scraper.slot.is_idle()
        return engine.seen

    assert asyncio.run(main()) == [("scraped", {"is": "good"}), ("dropped", {"is": "bad"})]
    assert "self.scraper" in inspect.getsource(ExecutionEngine.__init__), "engine.scraper is gone"


def test_wake_engine_and_is_closing() -> None:
    source = inspect.getsource(ExecutionEngine)
    for name in ("self._slot", "self._slot.nextcall.schedule", "self._slot.closing"):
        assert name in source, f"Scrapy's engine no longer has {name}"
    crawler: Any = SimpleNamespace(engine=None)
    assert private.is_closing(crawler)
    private.wake_engine(crawler)
    woken: list[str] = []
    nextcall = SimpleNamespace(schedule=lambda: woken.append("up"))
    slot = SimpleNamespace(closing=None, nextcall=nextcall)
    crawler.engine = SimpleNamespace(_slot=slot)
    private.wake_engine(crawler)
    assert (woken, private.is_closing(crawler)) == (["up"], False)
    slot.closing = object()
    private.wake_engine(crawler)
    assert (woken, private.is_closing(crawler)) == (["up"], True)


def test_download_slots() -> None:
    assert private.download_slots(SimpleNamespace(engine=None)) == {}  # type: ignore[arg-type]
    slot = DownloaderSlot(concurrency=1, delay=2.5)
    assert_there(slot, "delay", "active")
    engine = SimpleNamespace(downloader=SimpleNamespace(slots={"x.ir": slot}))
    found = private.download_slots(SimpleNamespace(engine=engine))["x.ir"]  # type: ignore[arg-type]
    assert (found.delay, len(found.active)) == (2.5, 0)
    assert "self.slots" in inspect.getsource(Downloader), "the downloader no longer has slots"


def test_raise_delay() -> None:
    crawler = crawler_with(AUTOTHROTTLE_ENABLED=True, DOWNLOAD_DELAY=1)
    throttle = AutoThrottle(crawler)
    assert_there(throttle, "_min_delay", "_max_delay")
    throttle.mindelay, throttle.maxdelay = 1.0, 30.0  # as it does when the spider is opened
    assert "self.mindelay" in inspect.getsource(AutoThrottle._adjust_delay)
    crawler.get_extension = lambda kind: throttle  # type: ignore
    source = inspect.getsource(Downloader)
    for name in ("self.per_slot_settings", "self._delay", "def get_slot_key"):
        assert name in source, f"the downloader no longer has {name}"
    slot = DownloaderSlot(concurrency=1, delay=2.5, jitter=0.5)
    downloader = SimpleNamespace(
        slots={"x.ir": slot}, per_slot_settings={}, _delay=1.0, get_slot_key=lambda _: "x.ir"
    )
    crawler.engine = SimpleNamespace(downloader=downloader)  # type: ignore[assignment]
    private.raise_delay(crawler, Request("https://x.ir/"), 40)
    assert (slot.delay, slot.jitter) == (40, 0)
    assert downloader.per_slot_settings == {"x.ir": {"delay": 40, "jitter": 0}}
    assert (throttle.mindelay, throttle.maxdelay) == (40, 40)


def test_bound_headers_and_explain_certificates() -> None:
    """How they work, tests/crawling/test_reasons.py tells."""
    from scrapy.core.downloader.handlers import http11
    from twisted.internet import _sslverify

    assert_there(http11, "_LenientHTTP11ClientFactory", "_LenientHTTP11ClientProtocol")
    assert_there(http11._LenientHTTPClientParser, "lineReceived", "lineLengthExceeded")
    assert "_quiescentCallback" in inspect.getsource(http11._LenientHTTP11ClientFactory)
    source = inspect.getsource(http11.HTTP11DownloadHandler)
    for name in ("self._pool._factory", "self._contextFactory"):
        assert name in source, f"the download handler no longer has {name}"
    assert_there(_sslverify, "_verifyCB")
    assert_there(
        _sslverify.ClientTLSOptions("x.ir", "x.ir"), "_hostnameIsDnsName", "_hostnameASCII"
    )


def test_create_crawler() -> None:
    assert_there(CrawlCommand, "_create_crawler")
    command = CrawlCommand()
    command.crawler_process = AsyncCrawlerRunner()  # type: ignore[assignment]
    assert isinstance(private.create_crawler(command, Spider), Crawler)


def test_could_not_start() -> None:
    runner: Any = AsyncCrawlerRunner()
    assert_there(runner, "bootstrap_failed")
    assert private.could_not_start(runner) is False


def test_module_name() -> None:
    assert private.module_name("donya-e-eqtesad") == "donya_e_eqtesad"
    assert private.module_name("598") == "a598"


def test_templates_folder() -> None:
    command = GenspiderCommand()
    command.settings = Settings({"TEMPLATES_DIR": "/templates"})
    assert private.templates_folder(command) == "/templates/spiders"


def test_monitors() -> None:
    from spidermon.contrib.scrapy.extensions import Spidermon

    assert_there(Spidermon, "_run_suites", "_generate_data_for_spider")
    for name in ("spider_opened", "spider_closed", "engine_stopped"):
        source = inspect.getsource(getattr(Spidermon, name))
        assert "self._run_suites(spider, " in source, f"{name} no longer calls _run_suites"
    crawler = crawler_with(SPIDERMON_ENABLED=True)
    extension = Spidermon.from_crawler(crawler)
    ran: list[Any] = []
    private.run_suites_by(extension, lambda spider, suites: ran.append(suites))
    extension.spider_opened(Spider("x"))
    assert ran == [[]]
    data = private.monitored_data(extension, Spider("x"))
    assert data["crawler"] is crawler
    assert data["stats"] == crawler.stats.get_stats()


@pytest.mark.parametrize(
    ("source", "text"),
    [("<p>کتاب</p>".encode(), "کتاب"), (b"", ""), (b"<p>a\x00b</p>", "ab")],
)
def test_parse_html(source: bytes, text: str) -> None:
    root = private.parse_html(source, HTMLParser)
    assert "".join(root.itertext()) == text
    assert type(root).__module__ == "lxml.etree"


def test_answers_are_unpacked_as_scrapy_does() -> None:
    import gzip

    body = gzip.compress(b"a" * 5000)
    assert private.unpacked(body, ["gzip"], 5000) == b"a" * 5000
    assert private.unpacked(gzip.compress(body), ["gzip", "gzip"], 0) == b"a" * 5000
    assert private.unpacked(b"a", ["identity"], 0) == b"a"
    with pytest.raises(private.TooLargeError):
        private.unpacked(gzip.compress(bytes(2**20)), ["gzip"], 5000)
    with pytest.raises(ValueError, match="unknown encoding"):
        private.unpacked(body, ["rot13"], 0)
