"""Which items take their page along."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.exceptions import NotConfigured
from scrapy.http import HtmlResponse, Request, Response
from scrapy.settings import Settings

from newscrawl.crawling.spidermiddlewares import KeepPages
from newscrawl.items import ArchiveDay, Article, Failure, RawPage
from newscrawl.spiders.yjc import YjcSpider

MIRROR = "http://127.0.0.1:8000"
URL = "https://yjc.ir/fa/news/1"


def page_of(item: Any, response: Response | None = None) -> RawPage | None:
    spider = YjcSpider(base_url=MIRROR)
    spider.settings = Settings({"TEXT_DIGITS": "keep"})
    crawler: Any = SimpleNamespace(spider=spider, settings=Settings({"STORE_PAGES": True}))

    async def outputs() -> AsyncIterator[Any]:
        yield item

    async def main() -> list[Any]:
        middleware = KeepPages(crawler)
        answer = response or HtmlResponse(
            f"{MIRROR}/fa/news/1/slug",
            headers={"Content-Type": "text/html; charset=windows-1256", "X": ["1", "2"]},
            body="<p>كتاب".encode("cp1256"),
        )
        return [one async for one in middleware.process_spider_output(answer, outputs())]

    (same,) = asyncio.run(main())
    assert same is item
    found: RawPage | None = getattr(item, "page", None)
    return found


def test_the_page_of_an_article() -> None:
    page = page_of(Article(url=URL))
    assert page is not None
    assert (page.url, page.encoding) == ("https://yjc.ir/fa/news/1/slug", "cp1256")
    assert page.body.decode(page.encoding) == "<p>كتاب"
    assert ["X", "1"] in page.headers
    assert ["X", "2"] in page.headers


def test_the_page_of_a_failure_to_read_an_article() -> None:
    assert page_of(Failure("yjc", URL, "no headline found")) is not None


@pytest.mark.parametrize(
    "item",
    [
        Failure("yjc", URL, "the site says so", is_missing=True),
        Failure("yjc", "https://yjc.ir/fa/news/2", "redirected to article 1"),
        Failure("yjc", "https://yjc.ir/", "not a page"),
        ArchiveDay("yjc", "1400-01-01", 1, 1, "2021-07-13T14:38:00+00:00"),
        Request("https://yjc.ir/"),
    ],
)
def test_no_page(item: Any) -> None:
    assert page_of(item) is None


def test_no_page_of_what_is_no_text() -> None:
    response = Response(f"{MIRROR}/fa/news/1", body=b"\x00")
    assert page_of(Failure("yjc", URL, "not a page: image/png"), response) is None


def test_switched_off() -> None:
    crawler: Any = SimpleNamespace(settings=Settings({"STORE_PAGES": False}))
    with pytest.raises(NotConfigured):
        KeepPages.from_crawler(crawler)


def test_rules_change_with_what_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    def version(digits: str, kind: type[YjcSpider] = YjcSpider) -> str:
        spider = kind()
        spider.settings = Settings({"TEXT_DIGITS": digits})
        return spider.rules_version

    class Other(YjcSpider):
        """A spider with something to override."""

    assert version("keep") == version("keep")
    assert len({version("keep"), version("latin"), version("keep", Other)}) == 3
    monkeypatch.setattr("newscrawl.extraction.version._code_of_package", lambda: b"other code")
    assert version("keep") != version("latin")
