"""Fetching by Chromium: pages behind a script, files as they are, and what is left out."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import HtmlResponse, Response

from newscrawl import settings
from newscrawl.answers import Cause
from newscrawl.answers.errors import of_error
from newscrawl.crawling.access.browser import BrowserHandler
from tests.conftest import Database, Query, Scrapy, on_both, run_scrapy
from tests.refusing import (
    PASSWORD,
    Answer,
    Asked,
    HttpProxy,
    SocksProxy,
    article,
    closing,
    everything_in,
    page,
    site,
    wants_script,
)

if not (shutil.which("chromium") or os.environ.get("NEWSCRAWL_REQUIRE_BROWSER")):
    pytest.skip("no chromium: apt-get install -y chromium", allow_module_level=True)

OWN = {name: value for name, value in vars(settings).items() if name.isupper()}


@pytest.fixture(autouse=True)
def without_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages that are fetched outside a crawl have no delay to keep."""
    monkeypatch.setattr("newscrawl.crawling.access.browser.download_slots", lambda crawler: {})


def fetch(*urls: str, proxy: str | None = None, timeout: float = 60, **more: Any) -> list[Any]:
    """Responses, or errors, of pages that one browser fetches one after the other."""

    async def work() -> list[Any]:
        handler = BrowserHandler(Crawler(Spider, {**OWN, "BROWSER_WAIT_SECONDS": 5, **more}))
        found: list[Any] = []
        for url in urls:
            request = Request(url, meta={"download_timeout": timeout, "proxy": proxy})
            try:
                found.append(await handler.download_request(request))
            except Exception as error:
                found.append(error)
        assert all(not context.pages for context in handler._contexts.values())
        await handler.close()
        return found

    return asyncio.run(work())


def test_a_page_behind_a_script_is_the_page() -> None:
    with site(wants_script) as server:
        first, second = fetch(f"{server.url}/fa/news/1", f"{server.url}/fa/news/2")
    assert isinstance(first, HtmlResponse)
    assert (first.url, first.status) == (f"{server.url}/fa/news/1", 200)
    assert first.css("h1::text").get() == "بهای نان، گزارش 1"
    assert first.meta["download_latency"] > 0
    assert second.css("h1::text").get() == "بهای نان، گزارش 2"
    assert server.times("/fa/news/1") == 2  # before the cookie, and with it
    assert server.times("/fa/news/2") == 1
    assert server.times("/picture.jpg") == 0
    assert all(asked.headers["user-agent"] == settings.USER_AGENT for asked in server.asked)


def test_the_status_is_that_of_the_last_answer() -> None:
    def gate(asked: Asked) -> Answer | None:
        challenge = wants_script(asked)
        return challenge and Answer(challenge.body, 503)

    with site(gate) as server:
        there, missing = fetch(f"{server.url}/fa/news/1", f"{server.url}/nothing")
    assert (there.status, missing.status) == (200, 404)


def test_a_script_that_never_lets_in_costs_patience_and_not_for_ever() -> None:
    with site(lambda asked: Answer("<h1>Checking your browser</h1>", 403)) as server:
        (response,) = fetch(f"{server.url}/fa/news/1", BROWSER_WAIT_SECONDS=1)
    assert response.status == 403
    assert response.css("h1::text").get() == "Checking your browser"


def test_text_that_scripts_bring_is_on_the_page() -> None:
    script = f"setTimeout(() => document.body.innerHTML = `{article(7)}`, 700)"
    with site(
        lambda asked: Answer(f"<html><body><script>{script}</script></body></html>")
    ) as server:
        (response,) = fetch(server.url)
    assert response.css("h1.title::text").get() == "بهای نان، گزارش 7"


FILES = {
    "/robots.txt": Answer(
        "User-agent: *\nDisallow: /x\n", headers=(("Content-Type", "text/plain"),)
    ),
    "/feed": Answer('<?xml version="1.0"?><rss/>', headers=(("Content-Type", "text/xml"),)),
    "/map.xml.gz": Answer(bytes(range(256)), headers=(("Content-Type", "application/gzip"),)),
    "/file": Answer(
        b"abc", headers=(("Content-Type", "application/pdf"), ("Content-Disposition", "attachment"))
    ),
}


def test_a_file_is_what_the_server_sent() -> None:
    with site(pages=FILES.__getitem__) as server:
        responses = fetch(*(server.url + path for path in FILES))
    for answer, response in zip(FILES.values(), responses, strict=True):
        expected = answer.body.encode() if isinstance(answer.body, str) else answer.body
        assert response.body == expected
        assert response.headers["Content-Type"] == dict(answer.headers)["Content-Type"].encode()


def test_a_redirect_is_left_to_scrapy() -> None:
    moved = Answer("", 301, (("Location", "/elsewhere"), ("Set-Cookie", "a=1")))
    with site(lambda asked: moved if asked.path == "/here" else None) as server:
        (response,) = fetch(f"{server.url}/here")
        assert (response.status, response.headers["Location"]) == (301, b"/elsewhere")
        assert response.url == f"{server.url}/here"
        assert server.times("/elsewhere") == 0  # robots.txt has not been asked yet


def test_a_script_that_leads_to_another_host_is_a_redirect() -> None:
    with site() as other:
        script = f"<script>location = '{other.url}/fa/news/1'</script>"
        with site(lambda asked: Answer(f"<html><body>{script}</body></html>")) as server:
            (response,) = fetch(f"{server.url}/here")
    assert (response.url, response.status) == (f"{server.url}/here", 302)
    assert response.headers["Location"] == f"{other.url}/fa/news/1".encode()


def test_an_entry_cookie_is_kept_by_the_browser() -> None:
    def gate(asked: Asked) -> Answer | None:
        if "entry=1" in asked.headers.get("cookie", ""):
            return None
        return Answer("", 302, (("Location", asked.path), ("Set-Cookie", "entry=1; Path=/")))

    with site(gate) as server:
        first, second = fetch(f"{server.url}/fa/news/1", f"{server.url}/fa/news/1")
    assert (first.status, second.status) == (302, 200)


def test_errors_are_in_the_words_of_scrapy() -> None:
    def gate(asked: Asked) -> Answer | None:
        if asked.path == "/slow":
            time.sleep(3)
        return None

    with socket.create_server(("127.0.0.1", 0)) as listener:
        nobody = f"http://127.0.0.1:{listener.getsockname()[1]}"
    with site(gate) as server:
        (slow,) = fetch(f"{server.url}/slow", timeout=1)
        refused, unknown = fetch(nobody, "http://nowhere.invalid/")
        (dead,) = fetch(server.url, proxy=nobody)
    assert isinstance(slow, DownloadTimeoutError)
    reasons = [of_error(error) for error in (slow, refused, unknown, dead)]
    assert [why.reason for why in reasons] == [
        "no answer in time",
        "connection refused",
        "no such host: its name cannot be resolved",
        "the proxy opens no connection",
    ]
    assert all(why.cause is Cause.UNREACHABLE for why in reasons)


def test_a_page_that_is_too_large_is_cut_off() -> None:
    with site() as server:
        (error,) = fetch(f"{server.url}/fa/news/1", DOWNLOAD_MAXSIZE=100)
    assert "larger than download max size (100)" in str(error)


def test_it_goes_through_a_proxy() -> None:
    with site() as server, closing(SocksProxy()) as socks:
        (response,) = fetch(f"{server.url}/fa/news/1", proxy=socks.url)
    assert isinstance(response, Response), response
    assert set(socks.asked) == {"127.0.0.1"}
    assert server.times("/fa/news/1") == 1


@on_both
def test_a_site_behind_a_script_is_archived_only_with_a_browser(
    scrapy: Scrapy, query: Query
) -> None:
    with site(wants_script, page) as server:
        arguments = ("crawl", "roozplus", "-a", f"base_url={server.url}", "-a")
        scrapy(*arguments, "url=https://roozplus.com/fa/news/301")
        assert query("SELECT * FROM articles") == []
        assert len(query("SELECT * FROM failures")) == 1
        done = scrapy(*arguments, "discover=front,rss", "-s", "FETCHER=playwright")
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    codes = {row["news_code"] for row in query("SELECT * FROM articles")}
    assert codes == {"101", "102", "103", "104", "201", "202"}
    reasons = {row["news_code"]: row["reason"] for row in query("SELECT * FROM failures")}
    assert reasons["105"] == "Forbidden by robots.txt"
    assert server.times("/fa/news/105") == 0
    assert server.times("/picture.jpg") == 0
    pages = query("SELECT encoding FROM pages WHERE article_id IS NOT NULL")
    assert {row["encoding"] for row in pages} == {"utf-8"}


def test_it_goes_through_a_proxy_with_a_password(
    scrapy: Scrapy, query: Query, database: Database
) -> None:
    with site(wants_script) as server, closing(HttpProxy("me"), HttpProxy("you")) as proxies:
        done = scrapy(
            "crawl", "roozplus", "-a", f"base_url={server.url}", "-a", "discover=front",
            "-s", "FETCHER=playwright", "-s", "LOG_LEVEL=DEBUG",
            NEWSCRAWL_PROXIES=" ".join(proxy.url for proxy in proxies),
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert len(query("SELECT * FROM articles")) == 4
    assert all(proxy.asked for proxy in proxies)
    for text in (done.stderr, done.stdout, everything_in(database)):
        assert PASSWORD not in text


@on_both
def test_two_crawls_keep_the_pace_together(database: Database, query: Query) -> None:
    delay = 1.0
    with site(wants_script) as server:
        crawls = [
            run_scrapy(
                database, "crawl", "roozplus", "-a", f"base_url={server.url}",
                "-a", "discover=front", "-s", "FETCHER=playwright",
                "-s", "AUTOTHROTTLE_ENABLED=0", "-s", f"DOWNLOAD_DELAY={delay}",
                "-s", "DOWNLOAD_DELAY_JITTER=0", wait=False,
            )
            for _ in range(1 if isinstance(database, Path) else 2)
        ]  # fmt: skip
        errors = [crawl.communicate(timeout=120)[1] for crawl in crawls]
    assert [crawl.returncode for crawl in crawls] == [0] * len(crawls), errors
    assert len(query("SELECT * FROM articles")) == 4
    # The script of a challenge asks again at once; that is the browser's, and no request of ours.
    first = {asked.path: asked.at for asked in reversed(server.asked) if "/news/" in asked.path}
    gaps = [later - earlier for earlier, later in pairwise(sorted(first.values()))]
    assert len(gaps) == 3
    # A busy machine makes a page late, and the gap after it shorter. Each at a pace of its own, two
    # crawls would take one delay for all.
    assert sum(gaps) > delay * 2
