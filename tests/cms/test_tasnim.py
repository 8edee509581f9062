"""Addresses of tasnimnews.com."""

import pytest

from newscrawl.cms.tasnim import Tasnim

FAMILY = Tasnim()
SITE = "https://tasnimnews.com"


@pytest.mark.parametrize(
    "path",
    [
        "/fa/news/1396/12/27/1683999/نخستین-برف",
        "/fa/news/1396/12/27/1683999",
        "/fa/media/1396/12/27/1683999/برف",
        "/fa/news/1683999",
        "/1683999",
    ],
)
def test_an_article_is_one_whatever_its_address(path: str) -> None:
    assert FAMILY.key(SITE + path) == "1683999"
    assert FAMILY.article_url(SITE + path) == f"{SITE}/1683999"
    assert not FAMILY.is_list(SITE + path)


@pytest.mark.parametrize("path", ["/", "/fa", "/fa/service/3/ورزشی", "/fa/service/3/ورزشی?page=2"])
def test_lists(path: str) -> None:
    assert FAMILY.is_list(SITE + path)
    assert FAMILY.key(SITE + path) is None


def test_pages_and_feeds() -> None:
    assert FAMILY.page_of(f"{SITE}/fa/service/3/x?page=2") == ("/fa/service/3/x", 2)
    assert FAMILY.is_feed("/fa/rss/feed/0/8/0/سیاسی")
