"""A site that does not speak https at all is asked by http, which is said."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Query, Scrapy, on_both
from tests.outagesite import OutageSite, serving

SITE = """
from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class Baran(NewsSpider):
    name = "baran"
    domain = "{domain}"
    family = IranSamaneh(scheme="https")
    custom_settings = {{"DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": False}}
"""
Crawl = Callable[..., Any]


@pytest.fixture
def crawl(scrapy: Scrapy, tmp_path: Path) -> Crawl:
    def run(url: str, *arguments: str) -> Any:
        site = SITE.format(domain=url.partition("://")[2])
        (tmp_path / "baran_site.py").write_text(site, encoding="utf-8")
        return scrapy(
            *("crawl", "baran", "-a", "discover=front", "-s", "SPIDER_MODULES=baran_site"),
            *("-s", "RETRY_TIMES=0", *arguments),
            PYTHONPATH=str(tmp_path),
        )

    return run


@on_both
def test_a_site_without_https_is_asked_by_http(crawl: Crawl, query: Query) -> None:
    with serving(OutageSite([101, 102])) as site:
        result = crawl(site.url)
        domain = site.url.partition("://")[2]
    assert result.returncode == 0, result.stderr
    assert result.stderr.count("cannot be reached by https") == 1
    assert "(no TLS: the server does not speak HTTPS), and is asked by http" in result.stderr
    urls = [row["url"] for row in query("SELECT url FROM articles ORDER BY url")]
    # The archive keeps the declared address: it does not change with the way to it.
    assert urls == [f"https://{domain}/fa/news/{code}" for code in (101, 102)]
    assert set(site.asked.values()) == {1}
    assert query("SELECT * FROM failures") == []


def test_a_site_that_answers_by_neither_is_unreachable(crawl: Crawl, query: Query) -> None:
    result = crawl("https://127.0.0.1:9")
    assert result.returncode == 1
    assert "by http" not in result.stderr
    assert {row["reason"] for row in query("SELECT reason FROM failures")} == {
        "robots.txt cannot be read: connection refused"
    }


def test_a_site_that_sends_to_https_is_no_site_of_http(crawl: Crawl, query: Query) -> None:
    site = OutageSite([101])
    with serving(site):
        there = {"Location": site.url.replace("http:", "https:") + "/robots.txt"}
        site.answer = lambda path: (301, there, "")  # type: ignore[method-assign]
        result = crawl(site.url)
    assert result.returncode == 1
    assert "by http" not in result.stderr
    assert query("SELECT * FROM articles") == []


def test_who_gives_the_address_of_the_site_knows_its_scheme(crawl: Crawl, query: Query) -> None:
    with serving(OutageSite([101])) as site:
        base_url = site.url.replace("http:", "https:")
        result = crawl(site.url, "-a", f"base_url={base_url}")
    assert result.returncode == 1
    assert not site.asked
    assert query("SELECT * FROM articles") == []
