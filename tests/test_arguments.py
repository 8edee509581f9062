"""Spider arguments: see also the examples in newscrawl/arguments.py."""

from datetime import timedelta

import pytest
from scrapy.crawler import Crawler

from newscrawl.arguments import ArgumentError
from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider

MIRROR = "http://127.0.0.1:8000"


class XSpider(NewsSpider):
    name = "x"
    domain = "x.ir"
    family = IranSamaneh()


def spider(**arguments: str) -> XSpider:
    return XSpider.from_crawler(Crawler(XSpider), **arguments)


def test_without_arguments() -> None:
    arguments = XSpider.parse_arguments()
    assert (arguments.base_url, arguments.urls, arguments.revisit) == (None, (), None)
    assert arguments.discover == ("front", "rss")


def test_good_arguments() -> None:
    arguments = XSpider.parse_arguments(
        base_url=MIRROR + "/",
        url=f"https://www.x.ir/fa/news/1/a\n{MIRROR}/fa/news/2",
        discover="rss",
        revisit="36h",
        _job="scrapyd's",
    )
    assert arguments.base_url == MIRROR
    assert arguments.urls == ("https://www.x.ir/fa/news/1/a", f"{MIRROR}/fa/news/2")
    assert arguments.discover == ("rss",)
    assert arguments.revisit == timedelta(hours=36)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("base_url", "127.0.0.1:8000", "base_url: expected http"),
        ("base_url", "", "base_url: expected http"),
        ("base_url", "ftp://127.0.0.1", "base_url: expected http"),
        ("base_url", "http://127.0.0.1:x", "base_url: expected http"),
        ("base_url", "http://127.0.0.1/fa", "base_url: expected http"),
        ("base_url", "http://me:secret@127.0.0.1", "base_url: expected an address without name"),
        ("base_url", "http://me@127.0.0.1:x", "base_url: expected an address without name"),
        ("url", "https://me:secret@x.ir/fa/news/1", "url: expected an address without name"),
        ("discover", "", "discover: expected one or more of front, rss"),
        ("discover", "api", "discover: sites of iransamaneh have no API"),
        (
            "discover",
            "front,rrs",
            "discover: expected one or more of front, rss, sitemap, archive, codes, api, got 'rrs'",
        ),
        ("revisit", "", "revisit: expected hours or days"),
        ("revisit", "7", "revisit: expected hours or days"),
        ("revisit", "0d", "revisit: expected hours or days"),
        ("revisit", "-1d", "revisit: expected hours or days"),
        ("url", " ", "url: expected addresses"),
        ("url", "x.ir/fa/news/1", "url: expected addresses like https"),
        ("url", "https://[x/fa/news/1", "url: expected addresses like https"),
        ("url", "https://y.ir/fa/news/1", "url: expected addresses on x.ir"),
        ("url", "https://x.ir/fa/economy", "url: expected the address of an article"),
        ("url", f"{MIRROR}/fa/news/1", "url: expected addresses on x.ir"),
        ("revist", "7d", "revist: unknown argument"),
    ],
)
def test_wrong_arguments_are_named(name: str, value: str, says: str) -> None:
    with pytest.raises(ArgumentError, match=f"^{says.replace('.', '[.]')}"):
        spider(**{name: value})
