"""Reread stored pages again; the command is tested in tests/commands/test_reparse.py."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from scrapy.settings import Settings

from newscrawl.arguments import ArgumentError
from newscrawl.database.pages import StoredPage
from newscrawl.database.reparse import Reparsed, Reread, Result
from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.site import Site
from newscrawl.items import RawPage
from newscrawl.reparse import ReparseReport, make_spider, read, response_of
from newscrawl.spider import NewsSpider
from newscrawl.spiders.demo import DemoSpider
from newscrawl.spiders.generic import GenericSpider

HOST = "https://demo.newscrawl.example"
NOW = datetime(2021, 7, 13, 14, 38, tzinfo=UTC)
PAPER = Newspaper(10)


@pytest.fixture
def spider() -> NewsSpider:
    settings = Settings()
    settings.setmodule("newscrawl.settings", priority="project")
    return make_spider(DemoSpider, settings)


def stored(body: bytes, path: str) -> StoredPage:
    headers = [["X", "1"], ["X", "2"], ["Content-Type", "text/html; charset=utf-8"]]
    page = RawPage(f"{HOST}{path}", 200, headers, "utf-8", body, "old")
    return StoredPage(1, "demo", 1, 1, page.url, NOW, page)


def test_a_page_is_the_response_it_was() -> None:
    response = response_of(stored("<p>متن".encode(), "/fa/news/1/a").page)
    assert (response.url, response.status, response.encoding) == (
        f"{HOST}/fa/news/1/a",
        200,
        "utf-8",
    )
    assert response.headers.getlist("X") == [b"1", b"2"]
    assert response.text == "<p>متن"


def test_a_page_with_an_article(spider: NewsSpider) -> None:
    fields = PAPER.expected()[0]
    path = f"/fa/news/{fields['news_code']}/a"
    reply = Site(PAPER).reply(path, HOST)
    if reply.location:
        path = reply.location.removeprefix(HOST)
        reply = Site(PAPER).reply(path, HOST)
    reading = read(spider, stored(reply.body, path))
    assert reading.reason is None and reading.article is not None
    assert (reading.article.title, reading.article.fetched_at) == (fields["title"], NOW.isoformat())


def test_a_page_without_one_has_its_reason(spider: NewsSpider) -> None:
    reading = read(spider, stored(b"<p>nothing", "/fa/news/1/a"))
    assert reading.article is None
    assert reading.reason


def test_a_page_that_breaks_does_not_stop_the_others(
    spider: NewsSpider, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object) -> None:
        raise KeyError("broken\n" + "x" * 1000)

    monkeypatch.setattr(spider, "read_article", broken)
    reading = read(spider, stored(b"", "/fa/news/1/a"))
    assert reading.reason is not None and reading.reason.startswith("KeyError: 'broken")
    assert (len(reading.reason), reading.reason.count("\n")) == (500, 0)


def test_a_site_that_needs_arguments_has_no_spider() -> None:
    with pytest.raises(ArgumentError):
        make_spider(GenericSpider, Settings())


def test_a_report_counts_and_keeps_some_samples() -> None:
    page = stored(b"", "/fa/news/1/a")
    changed = Reparsed(Reread(page, None), Result.CHANGED, {"lead": ("الف", None)})
    lost = Reparsed(Reread(page, None, "no text"), Result.LOST, {})
    report = ReparseReport(samples=1)
    report.add([changed, changed, replace(lost)])
    report.add([lost])
    told = report.for_programs(is_dry=True)
    assert (report.pages, told["pages"], told["dry_run"]) == (4, 4, True)
    assert (told["changed"], told["lost"], told["unchanged"]) == (2, 2, 0)
    assert told["reasons"] == {"lost: no text": 2}
    sample = {"url": page.item_url, "old": "الف", "new": None}
    assert told["fields"] == {"lead": {"count": 2, "samples": [sample]}}
