"""Cookies are off until a site sends a page back to itself with one."""

from __future__ import annotations

import socket
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.statscollectors import MemoryStatsCollector

from newscrawl.answers import Cause, NotFetched
from newscrawl.crawling.access.cookies import SET_COOKIE, TURNED_ON, EntryCookies
from newscrawl.crawling.access.turns import TURN, Turn
from newscrawl.crawling.downloadermiddlewares import OnSiteRedirectMiddleware
from newscrawl.spiders.roozplus import RoozplusSpider
from tests.conftest import Query, Scrapy, on_both
from tests.refusing import CODES, Answer, Asked, site, wants_cookie

URL = "https://roozplus.com/fa/news/1"


def middleware(**settings: Any) -> EntryCookies:
    crawler = Crawler(Spider, {"COOKIES_ENABLED": False, **settings})
    crawler.stats = MemoryStatsCollector(crawler)
    return EntryCookies.from_crawler(crawler)


def redirect(request: Request, location: str, cookie: str | None = "in=1") -> Response:
    headers = {"Location": location, **({"Set-Cookie": cookie} if cookie else {})}
    return Response(request.url, status=302, headers=headers)


def cookie_sent(cookies: EntryCookies, url: str = URL, **meta: Any) -> bytes | None:
    request = Request(url, meta=meta)
    cookies.process_request(request)
    return request.headers.get("Cookie")


@pytest.mark.parametrize("location", [URL, "/fa/news/1", "1", f"{URL}#top"])
def test_a_redirect_to_itself_with_a_cookie_turns_cookies_on(
    location: str, caplog: pytest.LogCaptureFixture
) -> None:
    cookies = middleware()
    request = Request(URL)
    cookies.process_response(request, redirect(request, location))
    assert cookie_sent(cookies) == b"in=1"
    assert cookie_sent(cookies, "https://roozplus.com/fa/news/2") == b"in=1"
    assert cookies.crawler.stats.get_value(TURNED_ON) == 1
    assert len(caplog.messages) == 1
    assert URL in caplog.text


def test_one_by_way_of_another_page_does_too() -> None:
    cookies = middleware()
    first = Request(URL)
    cookies.process_response(first, redirect(first, "/enter", "in=1; Path=/"))
    assert cookie_sent(cookies) is None  # it may lead on
    then = Request("https://roozplus.com/enter", meta={**first.meta, "redirect_urls": [URL]})
    cookies.process_response(then, redirect(then, "/fa/news/1", None))
    assert cookie_sent(cookies) == b"in=1"


@pytest.mark.parametrize(
    ("location", "cookie"), [("/fa/news/1", None), ("/fa/news/1/slug", "in=1"), ("/", "in=1")]
)
def test_other_redirects_turn_nothing_on(location: str, cookie: str | None) -> None:
    cookies = middleware()
    request = Request(URL)
    cookies.process_response(request, redirect(request, location, cookie))
    assert cookie_sent(cookies) is None
    assert cookies.crawler.stats.get_value(TURNED_ON) is None


def test_a_page_with_a_cookie_turns_nothing_on() -> None:
    cookies = middleware()
    request = Request(URL)
    cookies.process_response(request, Response(URL, headers={"Set-Cookie": "session=1"}))
    assert cookie_sent(cookies) is None
    assert SET_COOKIE not in request.meta


def test_each_proxy_has_its_own_cookies() -> None:
    cookies = middleware()
    request = Request(URL, meta={TURN: Turn(0, 0)})
    cookies.process_request(request)
    cookies.process_response(request, redirect(request, URL))
    assert cookie_sent(cookies, **{TURN: Turn(0, 0)}) == b"in=1"
    assert cookie_sent(cookies, **{TURN: Turn(1, 0)}) is None


def test_a_site_may_declare_that_it_needs_them(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_network(*_: Any, **__: Any) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    cookies = middleware(COOKIES_ENABLED=True)
    request = Request(URL)
    answer = Response(URL, headers={"Set-Cookie": "a=1; Domain=.roozplus.com"})
    assert cookies.process_response(request, answer) is answer
    assert cookie_sent(cookies) == b"a=1"
    foreign = Response(URL, headers={"Set-Cookie": "b=1; Domain=.gov.ir"})
    cookies.process_response(request, foreign)
    assert cookie_sent(cookies) == b"a=1"


# -- circles ---------------------------------------------------------------------------


def follow(request: Request, location: str, cookie: str | None) -> Request:
    crawler: Any = SimpleNamespace(settings=Crawler(Spider).settings, spider=RoozplusSpider())
    middleware = OnSiteRedirectMiddleware(crawler.settings)
    middleware.crawler = crawler
    answer = middleware.process_response(request, redirect(request, location, cookie))
    assert isinstance(answer, Request)
    return answer


@pytest.mark.parametrize(
    "way", [["/fa/news/1"], ["/enter", "/fa/news/1"], ["/a", "/b", "/fa/news/1"]]
)
@pytest.mark.parametrize("cookie", ["in=1", None])
def test_a_circle_is_followed_once(way: list[str], cookie: str | None) -> None:
    request = Request(URL)
    for location in way:
        request = follow(request, location, cookie)
    with pytest.raises(NotFetched) as error:
        for location in way:
            request = follow(request, location, cookie)
    why = error.value.no_page
    assert why.reason.startswith("redirects to itself")
    assert why.cause is (Cause.REFUSED if cookie else Cause.PAGE)


# -- a whole crawl ---------------------------------------------------------------------


@on_both
def test_a_site_that_needs_an_entry_cookie_is_crawled(scrapy: Scrapy, query: Query) -> None:
    with site(wants_cookie) as server:
        done = scrapy("crawl", "roozplus", "-a", f"base_url={server.url}", "-a", "discover=front")
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("Cookies are on from here") == 1
    codes = {row["news_code"] for row in query("SELECT * FROM articles")}
    assert codes == {str(code) for code in CODES} - {"105"}
    assert server.times("/robots.txt") == 2
    assert [server.times(f"/fa/news/{code}") for code in CODES] == [1, 1, 1, 1, 0]
    (row,) = query("SELECT stats FROM crawls")
    assert f'"{TURNED_ON}": 1' in row["stats"]


def test_a_declared_site_is_asked_once(scrapy: Scrapy, query: Query) -> None:
    with site(wants_cookie) as server:
        urls = "url=https://roozplus.com/fa/news/101"
        arguments = ("-a", f"base_url={server.url}", "-a", urls, "-s", "COOKIES_ENABLED=True")
        done = scrapy("crawl", "roozplus", *arguments)
    assert "Cookies are on from here" not in done.stderr
    assert server.times("/fa/news/101") == 1
    assert len(query("SELECT * FROM articles")) == 1


def test_a_site_that_takes_no_cookie_is_not_asked_for_ever(scrapy: Scrapy, query: Query) -> None:
    def never(asked: Asked) -> Answer | None:
        if not asked.path.startswith("/fa/news/"):
            return None
        return Answer("", 302, (("Location", asked.path), ("Set-Cookie", "entry=1; Path=/")))

    with site(never) as server:
        urls = "url=https://roozplus.com/fa/news/101 https://roozplus.com/fa/news/102"
        scrapy("crawl", "roozplus", "-a", f"base_url={server.url}", "-a", urls)
    assert server.times("/fa/news/101") == server.times("/fa/news/102") == 2
    reasons = {row["reason"] for row in query("SELECT * FROM failures")}
    assert reasons == {"redirects to itself, also with its cookie"}
