from typing import Any

import pytest
from scrapy import Request
from scrapy.crawler import Crawler

from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.crawling.fingerprinter import NewsCodeFingerprinter
from newscrawl.spider import NewsSpider


class XSpider(NewsSpider):
    name = "x"
    domain = "x.ir"
    family = IranSamaneh()


def fingerprinter(**arguments: str) -> NewsCodeFingerprinter:
    crawler = Crawler(XSpider)
    crawler.spider = XSpider.from_crawler(crawler, **arguments)
    return NewsCodeFingerprinter.from_crawler(crawler)


def fingerprints(*urls: str, **arguments: str) -> set[bytes]:
    prints = fingerprinter(**arguments)
    return {prints.fingerprint(Request(url)) for url in urls}


def fingerprint(url: str, **request: Any) -> bytes:
    return fingerprinter().fingerprint(Request(url, **request))


def test_the_spellings_of_an_article_are_one() -> None:
    spellings = fingerprints(
        "https://x.ir/fa/news/206356",
        "https://x.ir/fa/news/206356/a",
        "https://x.ir/fa/news/206356/b",
        "https://x.ir/fa/news/206356/تیتر",
        "https://x.ir/fa/news/206356#comments",
        "https://x.ir/fa/news/206356/a?utm_source=y",
        "https://x.ir/fa/photos/206356/a",
        "https://x.ir/fa/tiny/news-206356",
        "http://x.ir/fa/news/206356/a",
        "https://www.x.ir/fa/news/206356/a",
        "https://WWW.X.ir/fa/news/206356/a",
    )
    assert len(spellings) == 1


def test_two_codes_are_two() -> None:
    assert len(fingerprints("https://x.ir/fa/news/75041/a", "https://x.ir/fa/news/75042/a")) == 2


def test_an_article_of_a_mirror_is_that_of_the_site() -> None:
    both = ("http://127.0.0.1:8000/fa/news/1/a", "https://x.ir/fa/news/1")
    assert len(fingerprints(*both, base_url="http://127.0.0.1:8000")) == 1
    assert len(fingerprints(*both)) == 2


def test_a_code_of_another_site_is_another() -> None:
    assert len(fingerprints("https://x.ir/fa/news/1", "https://y.ir/fa/news/1")) == 2


@pytest.mark.parametrize("path", ["", "fa/economy", "fa/economy?p=2", "fa/rss/allnews"])
def test_a_list_is_one_with_and_without_www_and_whatever_the_scheme(path: str) -> None:
    hosts = ("https://x.ir/", "http://x.ir/", "https://www.x.ir/", "http://www.x.ir/")
    assert len(fingerprints(*(host + path for host in hosts))) == 1


def test_lists_and_their_pages_differ() -> None:
    paths = ("/", "/fa", "/fa/economy", "/fa/economy?p=2", "/fa/economy?p=3", "/fa/sport")
    assert len(fingerprints(*(f"https://x.ir{path}" for path in paths))) == len(paths)


@pytest.mark.parametrize("url", ["https://x.ir/fa/news/1", "https://x.ir/fa/economy"])
def test_what_a_redirect_leads_to_is_no_duplicate(url: str) -> None:
    asked = fingerprint(url)
    answer = fingerprint(url.replace("https://", "https://www."), meta={"redirect_times": 1})
    assert asked != answer
    assert fingerprint(url, meta={"redirect_times": 1}) != asked


def test_other_methods_are_not_the_page() -> None:
    url = "https://x.ir/fa/news/1"
    assert fingerprint(url, method="POST") != fingerprint(url)
    assert fingerprint(url, method="HEAD") != fingerprint(url)


def test_without_a_spider_it_is_scrapys() -> None:
    prints = NewsCodeFingerprinter.from_crawler(Crawler(XSpider))
    request = Request("https://x.ir/fa/news/1/a")
    assert prints.fingerprint(request) == prints.fallback.fingerprint(request)
