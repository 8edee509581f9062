"""Redirects stay on the site, and answers that break off are asked for again."""

import gzip
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from newscrawl.answers import NotFetched
from newscrawl.crawling.downloadermiddlewares import (
    CutAnswersMiddleware,
    OnSiteRedirectMiddleware,
)
from newscrawl.spiders.yjc import YjcSpider


def follow(location: str, spider: Spider, **meta: Any) -> Request | Response:
    crawler: Any = SimpleNamespace(settings=Crawler(Spider).settings, spider=spider)
    middleware = OnSiteRedirectMiddleware(crawler.settings)
    middleware.crawler = crawler
    request = Request("https://yjc.ir/fa/news/1", meta=meta)
    return middleware.process_response(
        request, Response(request.url, status=302, headers={"Location": location})
    )


@pytest.mark.parametrize("location", ["/fa/news/1/slug", "https://www.yjc.ir/fa/news/1"])
def test_a_redirect_on_the_site_is_followed(location: str) -> None:
    answer = follow(location, YjcSpider())
    assert isinstance(answer, Request)
    assert answer.meta["redirect_times"] == 1


def test_a_redirect_to_another_name_of_the_site_is_learned() -> None:
    spider = YjcSpider()
    follow("https://www.yjc.ir/fa/news/1", spider)
    assert spider.addresses.to_mirror("https://yjc.ir/fa/news/2") == "https://www.yjc.ir/fa/news/2"


def test_a_redirect_to_another_site_is_an_error_with_its_reason() -> None:
    with pytest.raises(IgnoreRequest, match=r"redirected to https://other\.ir/, which is not on"):
        follow("https://other.ir/", YjcSpider())


def test_a_redirect_to_the_national_filter_passes_by_itself() -> None:
    with pytest.raises(NotFetched) as caught:
        follow("http://10.10.34.34?type=Invalid Site&policy=MainPolicy", YjcSpider())
    assert caught.value.no_page.reason == "the national filter's page"
    assert caught.value.no_page.is_transient


def test_a_spider_of_another_kind_goes_where_it_likes() -> None:
    assert isinstance(follow("https://other.ir/", Spider("other")), Request)


def test_a_redirect_that_is_not_to_be_followed_is_the_answer() -> None:
    assert isinstance(follow("https://other.ir/", YjcSpider(), dont_redirect=True), Response)


PACKED = gzip.compress("<p>باران در شمال کشور ادامه دارد</p>".encode() * 9, mtime=0)


def received(body: bytes, encoding: str = "gzip", **meta: Any) -> Request | Response:
    crawler: Any = SimpleNamespace(
        settings=Crawler(YjcSpider).settings, spider=YjcSpider(), stats=SimpleNamespace()
    )
    crawler.stats.inc_value = lambda *_: None
    crawler.spider.crawler = crawler
    request = Request("https://yjc.ir/fa/news/1", meta=meta)
    headers = {"Content-Encoding": encoding}
    middleware = CutAnswersMiddleware.from_crawler(crawler)
    return middleware.process_response(request, Response(request.url, body=body, headers=headers))


@pytest.mark.parametrize(
    ("body", "encoding"),
    [(PACKED, "gzip"), (b"plain", "gzip"), (PACKED[:-9], ""), (PACKED[:-9], "gzip, rot13")],
)
def test_a_whole_answer_passes(body: bytes, encoding: str) -> None:
    answer = received(body, encoding)
    assert isinstance(answer, Response)
    assert answer.body == body


@pytest.mark.parametrize("encoding", ["gzip", " GZIP ", "identity, x-gzip"])
def test_an_answer_that_breaks_off_is_asked_for_again(encoding: str) -> None:
    again = received(PACKED[:-9], encoding)
    assert isinstance(again, Request)
    assert again.meta["retry_times"] == 1


@pytest.mark.parametrize("meta", [{"retry_times": 2}, {"dont_retry": True}])
def test_after_that_it_waits(meta: dict[str, Any]) -> None:
    with pytest.raises(NotFetched) as caught:
        received(PACKED[:-9], **meta)
    assert caught.value.no_page.reason == "the answer breaks off"
    assert caught.value.no_page.is_transient
