"""Addresses of Drupal."""

import pytest

from newscrawl.cms.drupal import Drupal

FAMILY = Drupal()
SITE = "https://x.ir"


@pytest.mark.parametrize(
    "path",
    [
        "/node/79335",
        "/news/79335/پل-تازه",
        "/news/79335-پل-تازه",
        "/fa/news/79335",
        "/note/79335/x",
    ],
)
def test_an_article_is_one_whatever_its_address(path: str) -> None:
    assert FAMILY.key(SITE + path) == "79335"
    assert FAMILY.article_url(SITE + path) == f"{SITE}/node/79335"


def test_albums() -> None:
    assert FAMILY.is_album(f"{SITE}/photo/79335/x")
    assert not FAMILY.is_album(f"{SITE}/news/79335/x")


@pytest.mark.parametrize("path", ["/", "/news", "/taxonomy/term/8", "/news?page=3"])
def test_lists(path: str) -> None:
    assert FAMILY.is_list(SITE + path)
    assert FAMILY.key(SITE + path) is None


@pytest.mark.parametrize("path", ["/user/79335/edit", "/comment/79335/x", "/sites/default/files"])
def test_what_is_left_alone(path: str) -> None:
    assert FAMILY.key(SITE + path) is None
    assert not FAMILY.is_list(SITE + path)


def test_pages_and_feeds() -> None:
    assert FAMILY.page_of(f"{SITE}/news?page=3") == ("/news", 3)
    assert FAMILY.is_feed("/taxonomy/term/8/feed")
