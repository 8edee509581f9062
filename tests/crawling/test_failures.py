import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import HtmlResponse
from scrapy.statscollectors import MemoryStatsCollector

from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.extraction import RawArticle
from newscrawl.spider import NewsSpider
from tests.conftest import Query, Scrapy
from tests.httpserver import Server

URL = "https://site.ir/fa/news/206356/slug"
RESPONSE = HtmlResponse(URL, request=Request(URL))


class Site(NewsSpider):
    name = "site"
    domain = "site.ir"
    family = IranSamaneh()


def spider_that_raises(error: Exception, monkeypatch: Any) -> Site:
    def broken(*_: Any) -> RawArticle:
        raise error

    monkeypatch.setattr("newscrawl.extraction.reading.read_by_selectors", broken)
    spider = Site()
    spider.crawler = Crawler(Site)
    spider.crawler.stats = MemoryStatsCollector(spider.crawler)
    spider.settings = spider.crawler.settings
    return spider


def outputs(callback: AsyncIterator[Any]) -> list[Any]:
    async def main() -> list[Any]:
        return [output async for output in callback]

    return asyncio.run(main())


def test_a_page_that_our_code_cannot_read_is_a_failure(caplog: Any, monkeypatch: Any) -> None:
    spider = spider_that_raises(KeyError("title"), monkeypatch)
    (failure,) = outputs(spider.parse_article(RESPONSE))
    assert (failure.site, failure.news_code, failure.status) == ("site", "206356", 200)
    assert failure.url == "https://site.ir/fa/news/206356"
    assert failure.reason == "KeyError: 'title'"
    assert spider.crawler.stats.get_value("spider_exceptions/KeyError") == 1
    assert URL in caplog.text


def test_the_reason_is_one_line_of_bounded_length(monkeypatch: Any) -> None:
    spider = spider_that_raises(ValueError("x\n\n y " + "z" * 10_000), monkeypatch)
    (failure,) = outputs(spider.parse_article(RESPONSE))
    assert failure.reason.startswith("ValueError: x y zzz")
    assert len(failure.reason) <= 500


def test_a_wish_to_stop_is_left_to_scrapy(monkeypatch: Any) -> None:
    spider = spider_that_raises(CloseSpider("enough"), monkeypatch)
    with pytest.raises(CloseSpider):
        outputs(spider.parse_article(RESPONSE))


# -- a page that is no article, on its way through all middlewares ---------------------

ARTICLE = "<html><h1 class=title>عنوان</h1><div class=body><p>متن خبر.</p></div></html>"
#: Path: status, header, body.
ANSWERS: dict[str, tuple[int, tuple[str, str], bytes]] = {
    "/robots.txt": (200, ("Content-Type", "text/plain"), b"User-agent: *\nDisallow: /fa/news/2"),
    "/fa/news/1": (200, ("Content-Type", "text/html; charset=utf-8"), ARTICLE.encode()),
    "/fa/news/3": (302, ("Location", "/"), b""),
    "/fa/news/4": (302, ("Location", "/"), b""),
    "/fa/news/5": (302, ("Location", "/fa/news/5"), b""),
    "/fa/news/6": (302, ("Location", "http://other.invalid/"), b""),
    "/fa/news/7": (200, ("Content-Type", "image/jpeg"), bytes(range(256))),
    "/fa/news/8": (500, ("Content-Type", "text/html"), b"<h1>Error</h1>"),
    "/fa/news/9": (200, ("Content-Encoding", "gzip"), b"no gzip"),
    "/": (200, ("Content-Type", "text/html"), b"<h1>Home</h1>"),
}
REASONS = {
    "2": "Forbidden by robots.txt",
    "3": "redirected to https://roozplus.com/, which is no article",
    "4": "redirected to https://roozplus.com/, which is no article",
    "5": "redirects to itself",
    "7": "not a page: image/jpeg",
    "8": "HTTP 500",
    "10": "HTTP 404",
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, header, body = ANSWERS.get(self.path, (404, ("X-Nothing", "here"), b""))
        self.send_response(status)
        self.send_header(*header)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def odd_url() -> Iterator[str]:
    """A site with one article among pages that are none."""
    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def crawl(scrapy: Scrapy, odd_url: str, *codes: int) -> None:
    urls = " ".join(f"https://roozplus.com/fa/news/{code}" for code in codes)
    result = scrapy(
        "crawl", "roozplus", "-a", f"base_url={odd_url}", "-a", f"url={urls}", "-s", "RETRY_TIMES=0"
    )
    assert result.returncode == (1 if len(codes) > 4 else 0), result.stderr  # most of them failed
    assert "Traceback" not in result.stderr


def test_every_page_that_is_no_article_is_a_failure_with_its_reason(
    scrapy: Scrapy, query: Query, odd_url: str
) -> None:
    crawl(scrapy, odd_url, 1, 2, 3, 4, 5, 7, 8, 9, 10)
    assert [row["news_code"] for row in query("SELECT * FROM articles")] == ["1"]
    reasons = {row["news_code"]: row["reason"] for row in query("SELECT * FROM failures")}
    assert reasons.pop("9")  # whatever the decompressor says
    assert reasons == REASONS
    assert query("SELECT * FROM frontier WHERE state IN ('pending', 'leased')") == []


def test_a_redirect_to_another_site_is_a_failure(
    scrapy: Scrapy, query: Query, odd_url: str
) -> None:
    crawl(scrapy, odd_url, 1, 6)
    assert query("SELECT url FROM frontier WHERE state IN ('pending', 'leased')") == []
    (row,) = query("SELECT * FROM failures")
    assert row["url"] == "https://roozplus.com/fa/news/6"
    assert "other.invalid" in row["reason"]
