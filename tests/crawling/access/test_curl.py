"""Fetching by curl: as a browser or as ourselves, within Scrapy's limits."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest
from scrapy import Request, Spider
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
)
from scrapy.http import HtmlResponse, TextResponse
from scrapy.statscollectors import MemoryStatsCollector

from newscrawl import settings
from newscrawl.answers import Cause
from newscrawl.answers.errors import of_error
from newscrawl.arguments import ArgumentError
from newscrawl.crawling.access.curl import CurlHandler, ImpersonatingHandler, check_browser
from tests.refusing import Answer, Asked, SocksProxy, closing, site

OWN = {name: value for name, value in vars(settings).items() if name.isupper()}
HEADERS = {"User-Agent": settings.USER_AGENT, "Accept": "text/html", "Cookie": "a=1"}


@pytest.fixture(autouse=True)
def without_reactor(monkeypatch: pytest.MonkeyPatch) -> None:
    """A loop of asyncio is enough; Twisted's reactor would stay for all other tests."""

    def init(handler: Any, crawler: Any) -> None:
        handler._crawler = crawler

    monkeypatch.setattr(HTTP11DownloadHandler, "__init__", init)
    monkeypatch.setattr("scrapy_impersonate.handler.verify_installed_reactor", lambda path: None)


def fetch(request: Request, kind: type[CurlHandler] = CurlHandler, **more: Any) -> Any:
    async def work() -> Any:
        crawler = Crawler(Spider, {**OWN, **more})
        crawler.stats = MemoryStatsCollector(crawler)
        return await kind(crawler).download_request(request)

    return asyncio.run(work())


def test_it_says_who_we_are() -> None:
    with site() as server:
        request = Request(f"{server.url}/fa/news/1", headers=HEADERS)
        response = fetch(request)
    assert isinstance(response, HtmlResponse)
    assert (response.url, response.status, response.request) == (request.url, 200, request)
    assert response.css("h1::text").get() == "بهای نان، گزارش 1"
    assert response.meta["download_latency"] > 0
    (asked,) = server.asked
    assert asked.headers["user-agent"] == settings.USER_AGENT
    assert asked.headers["cookie"] == "a=1"


def test_it_looks_like_a_browser() -> None:
    with site() as server:
        fetch(Request(server.url, headers=HEADERS), ImpersonatingHandler, IMPERSONATE="firefox")
    (asked,) = server.asked
    assert "Firefox/" in asked.headers["user-agent"]
    assert "newscrawl" not in str(asked.headers)
    assert asked.headers["cookie"] == "a=1"


def test_a_redirect_is_left_to_scrapy() -> None:
    moved = Answer("", 302, (("Location", "/b"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")))
    with site(lambda asked: moved) as server:
        response = fetch(Request(f"{server.url}/a"))
    assert (response.status, response.headers["Location"]) == (302, b"/b")
    assert response.headers.getlist("Set-Cookie") == [b"a=1", b"b=2"]
    assert len(server.asked) == 1


def test_a_feed_is_text() -> None:
    with site() as server:
        assert isinstance(fetch(Request(f"{server.url}/fa/rss")), TextResponse)


def test_socks_with_a_wrong_password_is_an_error_of_the_proxy() -> None:
    with site() as server, closing(SocksProxy("me")) as socks, pytest.raises(OSError) as error:
        fetch(Request(server.url, meta={"proxy": f"socks5://{socks.host}"}))
    why = of_error(error.value)
    assert why.cause is Cause.UNREACHABLE
    assert server.asked == []


def slow(asked: Asked) -> Answer | None:
    time.sleep(3 if asked.path == "/slow" else 0)
    return None


def test_scrapys_limits_hold() -> None:
    with site(slow) as server:
        with pytest.raises(DownloadTimeoutError):
            fetch(Request(f"{server.url}/slow", meta={"download_timeout": 1}))
        with pytest.raises(DownloadCancelledError, match=r"larger than download max size \(100\)"):
            fetch(Request(f"{server.url}/fa/news/1"), DOWNLOAD_MAXSIZE=100)


def test_errors_are_in_the_words_of_scrapy() -> None:
    with site() as server:
        nobody = server.url
    with pytest.raises(DownloadConnectionRefusedError):
        fetch(Request(nobody))
    with pytest.raises(CannotResolveHostError):
        fetch(Request("http://nowhere.invalid/"))


def test_browsers_that_are_known() -> None:
    for name in ("chrome", "firefox", "safari", "chrome131"):
        check_browser(name)
    for wrong in ("netscape", None, ""):
        with pytest.raises(ArgumentError, match="IMPERSONATE: expected chrome, "):
            check_browser(wrong)
