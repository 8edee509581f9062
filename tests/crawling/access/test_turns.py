"""Proxies take turns, and their passwords stay with them."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import pytest
from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpproxy import HttpProxyMiddleware
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.statscollectors import MemoryStatsCollector

from newscrawl.answers import NotFetched
from newscrawl.arguments import ArgumentError
from newscrawl.crawling.access.proxies import split_proxy
from newscrawl.crawling.access.turns import ProxiesInTurn
from newscrawl.crawling.serialize import dump
from tests.conftest import Database, Query, Scrapy, on_both
from tests.refusing import CODES, PASSWORD, HttpProxy, SocksProxy, closing, everything_in, site

ONE, TWO = "http://one:3128", f"http://me:{PASSWORD}@two:3128"
URL = "http://x.ir/"


def in_turn(*proxies: str, **settings: Any) -> ProxiesInTurn:
    crawler = Crawler(Spider, {"PROXIES": list(proxies), **settings})
    crawler.spider = Spider.from_crawler(crawler, "x")
    crawler.stats = MemoryStatsCollector(crawler)
    return ProxiesInTurn.from_crawler(crawler)


def sent(middleware: ProxiesInTurn, request: Request) -> tuple[str, bytes | None]:
    """The proxy of a request, and what it is told, when Scrapy has prepared it."""
    middleware.process_request(request)
    HttpProxyMiddleware().process_request(request)
    return request.meta["proxy"], request.headers.get("Proxy-Authorization")


def test_each_request_takes_the_next_one() -> None:
    middleware = in_turn(ONE, TWO)
    told = b"Basic " + b64encode(f"me:{PASSWORD}".encode())
    found = [sent(middleware, Request(URL)) for _ in range(4)]
    assert found == [(ONE, None), ("http://two:3128", told)] * 2
    assert middleware.crawler.stats.get_stats() == {
        "newscrawl/proxies/requests/one:3128": 2,
        "newscrawl/proxies/requests/two:3128": 2,
    }


def test_a_retry_takes_another_one_and_a_redirect_stays() -> None:
    middleware = in_turn(TWO, ONE)
    request = Request(URL)
    assert sent(middleware, request)[0] == "http://two:3128"
    redirected = request.replace(url="http://x.ir/a")
    assert sent(middleware, redirected)[0] == "http://two:3128"
    sent(middleware, Request(URL))  # now it would be the turn of the same proxy again
    again = redirected.copy()
    again.meta["retry_times"] = 1
    assert sent(middleware, again) == (ONE, None)


def test_without_proxies_it_is_off() -> None:
    with pytest.raises(NotConfigured):
        in_turn()
    with pytest.raises(NotConfigured):
        in_turn(ONE, HTTPPROXY_ENABLED=False)


def test_a_proxy_that_refuses_us_is_not_the_sites_answer() -> None:
    middleware = in_turn(ONE, TWO)
    request = Request(URL)
    sent(middleware, request)
    answer = Response(URL, status=407)
    for tries in (1, 2):
        again = middleware.process_response(request, answer)
        assert isinstance(again, Request)
        assert again.meta["retry_times"] == tries
        request = again
        sent(middleware, request)
    with pytest.raises(NotFetched) as error:
        middleware.process_response(request, answer)
    assert error.value.no_page.is_transient
    good = Response(URL)
    assert middleware.process_response(request, good) is good


def test_what_could_not_work_does_not_begin() -> None:
    with pytest.raises(ArgumentError, match="FETCHER: expected"):
        in_turn(FETCHER="wget")


def test_errors_are_counted_without_the_password() -> None:
    middleware = in_turn(TWO)
    request = Request(URL)
    sent(middleware, request)
    middleware.process_exception(request, OSError("down"))
    assert middleware.crawler.stats.get_value("newscrawl/proxies/failed/two:3128") == 1


def test_browsers_are_told_of_a_proxy() -> None:
    request = Request(URL, meta={"proxy": "socks5h://two:1"})
    assert split_proxy(request) == ("socks5://two:1", {"server": "socks5://two:1"})
    assert split_proxy(Request(URL)) == (None, {})
    middleware = in_turn(TWO)
    request = Request(URL)
    sent(middleware, request)
    _, proxy = split_proxy(request)
    assert proxy == {"server": "http://two:3128", "username": "me", "password": PASSWORD}


def test_the_frontier_never_stores_a_proxy() -> None:
    request = Request(URL, headers={"Referer": URL})
    sent(in_turn(TWO), request)
    text = dump(request, Spider("x"))
    assert "two" not in text
    assert "Proxy" not in text
    assert "proxy" not in text
    assert URL in text


# -- whole crawls ----------------------------------------------------------------------

DELAY = 0.2
ARGUMENTS = ("-a", "discover=front", "-s", "LOG_LEVEL=DEBUG", "-s", "AUTOTHROTTLE_ENABLED=0",
             "-s", f"DOWNLOAD_DELAY={DELAY}", "-s", "DOWNLOAD_DELAY_JITTER=0",
             "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=4")  # fmt: skip


@on_both
@pytest.mark.parametrize("fetcher", ["scrapy", "impersonate"])
def test_a_site_is_crawled_through_proxies_at_its_pace(
    scrapy: Scrapy, query: Query, database: Database, fetcher: str
) -> None:
    with site() as server, closing(HttpProxy("me"), HttpProxy(), HttpProxy("me", "other")) as all_:
        good, free, wrong = all_
        denied = wrong.url.replace("other", PASSWORD)
        done = scrapy(
            "crawl", "roozplus", "-a", f"base_url={server.url}", *ARGUMENTS,
            "-s", f"FETCHER={fetcher}",
            NEWSCRAWL_PROXIES_ROOZPLUS=f"{good.url} {free.url} {denied}",
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    codes = {row["news_code"] for row in query("SELECT * FROM articles")}
    assert codes == {str(code) for code in CODES} - {"105"}
    assert good.asked and free.asked and wrong.asked
    assert len(server.asked) == len(good.asked) + len(free.asked)  # none went past them
    times = sorted(asked.at for proxy in all_ for asked in proxy.asked)
    # All together: one that a busy machine hands on late comes close to the next.
    assert times[-1] - times[0] > DELAY * (len(times) - 1) * 0.8
    assert not any("proxy-authorization" in asked.headers for asked in server.asked)
    secret = b64encode(f"me:{PASSWORD}".encode()).decode()
    for text in (done.stderr, done.stdout, everything_in(database)):
        assert PASSWORD not in text
        assert secret not in text
    (row,) = query("SELECT stats FROM crawls")
    assert f"newscrawl/proxies/requests/{good.host}" in row["stats"]


@pytest.mark.parametrize("user", [None, "me"])
def test_a_site_is_crawled_through_socks(
    scrapy: Scrapy, query: Query, database: Database, user: str | None
) -> None:
    with site() as server, closing(SocksProxy(user)) as socks:
        done = scrapy(
            "crawl", "roozplus", "-a", f"base_url={server.url}", *ARGUMENTS,
            NEWSCRAWL_PROXIES=socks.url,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert len(query("SELECT * FROM articles")) == 4
    assert len(socks.asked) == len(server.asked) == 6
    assert {asked.headers["user-agent"].split("/")[0] for asked in server.asked} == {"newscrawl"}
    for text in (done.stderr, everything_in(database)):
        assert PASSWORD not in text


def test_a_proxy_that_is_away_costs_no_article(scrapy: Scrapy, query: Query) -> None:
    with closing(HttpProxy(), SocksProxy()) as dead:
        addresses = [proxy.url for proxy in dead]
    for address in addresses:
        scrapy(
            "crawl", "roozplus", "-a", "url=https://roozplus.com/fa/news/1",
            "-s", "RETRY_TIMES=0", "-s", f"PROXIES={address}",
        )  # fmt: skip
        (failure,) = query("SELECT * FROM failures")
        reason = failure["reason"].removeprefix("robots.txt cannot be read: ")
        assert reason in ("connection refused", "the proxy opens no connection")
        assert query("SELECT state FROM frontier") == [{"state": "waiting"}]
