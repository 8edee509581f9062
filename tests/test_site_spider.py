"""A spider that knows its site: its addresses, its mirror, and whose articles are whose."""

from typing import Any

import pytest
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse
from scrapy.settings import Settings

from newscrawl.cms.generic import Generic
from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.site_spider import ARTICLE
from newscrawl.spider import NewsSpider

SECTION = "https://x.ir/fa/economy"
SPEED = ("AUTOTHROTTLE_ENABLED", "DOWNLOAD_DELAY", "CONCURRENT_REQUESTS_PER_DOMAIN")
MIRROR = "http://127.0.0.1:8000"


class XSpider(NewsSpider):
    name = "x"
    domain = "x.ir"
    family = IranSamaneh()


def spider(**arguments: str) -> XSpider:
    return XSpider.from_crawler(Crawler(XSpider), **arguments)


# -- addresses -------------------------------------------------------------------------


def test_addresses_of_a_mirror_and_of_the_site() -> None:
    crawl = spider(base_url=MIRROR)
    assert crawl.addresses.to_mirror("https://www.x.ir/fa/a?p=2#b") == f"{MIRROR}/fa/a?p=2"
    assert crawl.addresses.to_mirror("https://x.ir") == f"{MIRROR}/"
    assert crawl.addresses.to_mirror("https://y.ir/fa/a") == "https://y.ir/fa/a"
    assert crawl.addresses.to_site(f"{MIRROR}/fa/a?p=2") == "https://x.ir/fa/a?p=2"
    assert crawl.addresses.to_site("http://127.0.0.1:9000/fa/a") == "http://127.0.0.1:9000/fa/a"
    assert crawl.allowed_domains == ["x.ir", "127.0.0.1"]


def test_without_a_mirror_addresses_stay() -> None:
    crawl = spider()
    assert crawl.addresses.to_mirror("http://www.x.ir/fa/a#b") == "http://www.x.ir/fa/a#b"
    assert crawl.addresses.to_site(f"{MIRROR}/fa/a") == f"{MIRROR}/fa/a"
    assert crawl.allowed_domains == ["x.ir"]


@pytest.mark.parametrize("ask", ["reference", "named_reference"])
def test_an_article_has_its_declared_address_whatever_host_it_was_found_at(ask: str) -> None:
    for url in ("http://www.x.ir/fa/news/7/a", "https://x.ir/fa/news/7"):
        assert getattr(spider(), ask)(url).url == "https://x.ir/fa/news/7"
    assert getattr(spider(), ask)("https://y.ir/fa/news/7") is None


def test_where_a_site_redirects_to_is_learned_from_the_first_page() -> None:
    crawl = spider()
    crawl.learn_origin("https://x.ir/", "https://www.x.ir/fa")  # another page: says nothing
    assert crawl.request("https://x.ir/fa/a", crawl.parse_list).url == "https://x.ir/fa/a"
    crawl.learn_origin("https://x.ir/fa/a", "https://www.x.ir/fa/a")
    assert crawl.request("https://x.ir/fa/b", crawl.parse_list).url == "https://www.x.ir/fa/b"
    # The archive and the frontier go on with the declared address.
    assert crawl.addresses.to_site("https://www.x.ir/fa/b") == "https://x.ir/fa/b"
    assert crawl.addresses.from_mirror("https://www.x.ir/fa/b") == "https://x.ir/fa/b"


def test_a_site_that_redirects_to_and_fro_is_asked_at_its_declared_address() -> None:
    crawl = spider()
    for _ in range(2):
        crawl.learn_origin("https://x.ir/fa/a", "https://www.x.ir/fa/a")
        crawl.learn_origin("https://www.x.ir/fa/b", "https://x.ir/fa/b")
    assert crawl.request("https://x.ir/fa/c", crawl.parse_list).url == "https://x.ir/fa/c"


@pytest.mark.parametrize("answered", ["https://y.ir/fa/a", "https://x.ir/fa/a/"])
def test_other_redirects_teach_nothing(answered: str) -> None:
    crawl = spider()
    crawl.learn_origin("https://x.ir/fa/a", answered)
    assert crawl.addresses.base_url is None
    mirrored = spider(base_url=MIRROR)
    mirrored.learn_origin(f"{MIRROR}/fa/a", "https://www.x.ir/fa/a")
    assert mirrored.addresses.base_url == MIRROR


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://x.ir/a", True),
        ("http://www.x.ir/a", True),
        ("https://WWW.X.IR/a", True),
        (f"{MIRROR}/a", True),
        ("http://127.0.0.1:9000/a", False),
        ("https://m.x.ir/a", False),
        ("https://xx.ir/a", False),
        ("https://x.ir.y.ir/a", False),
        ("https://y.ir/x.ir", False),
    ],
)
def test_on_site(url: str, expected: bool) -> None:
    assert spider(base_url=MIRROR).on_site(url) is expected


def test_a_mirror_written_in_capitals_is_the_same_mirror() -> None:
    crawl = spider(base_url="HTTP://LocalHost:8000")
    request = crawl.request(SECTION, crawl.parse_list)
    assert crawl.on_site(request.url)
    assert crawl.addresses.to_site(request.url) == SECTION


def speed_of(base_url: str | None, **on_command_line: Any) -> list[Any]:
    settings = Settings()
    settings.setmodule("newscrawl.settings")
    settings.setdict(on_command_line, priority="cmdline")
    crawler = Crawler(XSpider, settings)
    XSpider.from_crawler(crawler, base_url=base_url)
    return [crawler.settings.get(name) for name in SPEED]


@pytest.mark.parametrize("base_url", [MIRROR, "http://localhost:8000", "http://[::1]:8000"])
def test_a_mirror_on_this_machine_is_not_slowed_down(base_url: str) -> None:
    assert speed_of(base_url) == [False, 0, 16]


@pytest.mark.parametrize("base_url", [None, "http://y.ir", "http://192.0.2.1", "http://10.0.0.1"])
def test_any_other_server_is_treated_politely(base_url: str | None) -> None:
    assert speed_of(base_url) == [True, 0.25, 4]


def test_the_command_line_wins() -> None:
    assert speed_of(MIRROR, DOWNLOAD_DELAY=3) == [False, 3, 16]


# -- articles --------------------------------------------------------------------------


def key_at(crawl: NewsSpider, url: str) -> str | None:
    reference = crawl.reference(url)
    return reference.key if reference else None


def test_the_article_at_an_address() -> None:
    crawl = spider(base_url=MIRROR)
    assert key_at(crawl, f"{MIRROR}/fa/news/1/a") == "1"
    assert key_at(crawl, "http://www.x.ir/fa/news/1/a#b") == "1"
    assert key_at(crawl, "https://x.ir/fa/economy") is None
    assert key_at(crawl, "https://y.ir/fa/news/1/a") is None
    assert key_at(spider(), f"{MIRROR}/fa/news/1/a") is None


def test_a_request_carries_what_it_asks_for() -> None:
    crawl = spider()
    request = crawl.article_request("https://www.x.ir/fa/news/1/a")
    assert request.meta[ARTICLE] == crawl.reference("https://x.ir/fa/news/1")
    redirected = request.replace(url="https://x.ir/fa/news/2")
    redirected.meta["redirect_urls"] = [request.url]
    assert crawl.asked_for(redirected) is request.meta[ARTICLE]
    response = HtmlResponse(redirected.url, request=redirected)
    assert crawl.found_at(response) == crawl.reference(redirected.url)


def test_the_page_of_a_request_is_what_it_asked_for() -> None:
    crawl = spider()
    request = crawl.article_request("https://www.x.ir/fa/news/1/a")
    response = HtmlResponse(request.url, request=request)
    assert crawl.found_at(response) is request.meta[ARTICLE]
    page = crawl.page(response)
    assert page.reference is request.meta[ARTICLE]
    assert page.url == "https://x.ir/fa/news/1/a"


@pytest.mark.parametrize("url", ["https://x.ir/fa/news/1/a", "https://x.ir/fa/economy"])
def test_a_request_of_somebody_else_carries_nothing(url: str) -> None:
    crawl = spider()
    request = Request(url)
    assert crawl.asked_for(request) == crawl.reference(url)
    assert crawl.asked_for(request.replace(meta={"redirect_urls": [url]})) == crawl.reference(url)
    assert ARTICLE not in request.meta


# -- short links -----------------------------------------------------------------------


class ShortSpider(XSpider):
    family = Generic()


ARTICLE_URL = "https://x.ir/news/12345/a"


def answered(asked: str, url: str) -> HtmlResponse:
    request = Request(url, meta={"redirect_urls": [asked]} if asked != url else {})
    return HtmlResponse(url, body=b"<html></html>", request=request)


@pytest.mark.parametrize(
    ("asked", "url", "is_article"),
    [
        ("https://x.ir/000Glp", ARTICLE_URL, True),
        ("https://x.ir/000Glp", "https://x.ir/economy", False),
        ("https://x.ir/economy", "https://x.ir/economy", False),
        ("https://x.ir/000Glp", "https://y.ir/news/12345/a", False),
    ],
)
def test_what_an_address_is_is_decided_again_after_a_redirect(
    asked: str, url: str, is_article: bool
) -> None:
    crawl = ShortSpider.from_crawler(Crawler(ShortSpider))
    assert crawl.is_article_after_all(answered(asked, url)) is is_article


def test_an_article_behind_a_short_link_is_no_other_article() -> None:
    crawl = ShortSpider.from_crawler(Crawler(ShortSpider))
    found = crawl.reference(ARTICLE_URL)
    short = crawl.named_reference("https://x.ir/000Glp")
    other = crawl.reference("https://x.ir/news/54321/b")
    assert not crawl.is_another(short, found, "12345")
    assert not crawl.is_another(found, found, "12345")
    assert not crawl.is_another(other, found, "54321")
    assert crawl.is_another(other, found, "12345")
