"""Addresses of Joomla and K2."""

import pytest

from newscrawl.cms.joomla import Joomla

FAMILY = Joomla()
SITE = "https://x.ir"


@pytest.mark.parametrize(
    "path",
    [
        "/farhang/19833-2021-09-23-07-05-32",
        "/ورزش-لرستان/19833-فوتبال.html",
        "/news/other/19833-x.html",
        "/aks/item/19833-نخل",
        "/19833-x",
        "/index.php?option=com_content&view=article&id=19833:x&catid=8",
        "/index.php?option=com_content&view=article&id=19833",
    ],
)
def test_an_article_is_one_whatever_its_address(path: str) -> None:
    assert FAMILY.key(SITE + path) == "19833"
    assert FAMILY.key(FAMILY.article_url(SITE + path)) == "19833"


@pytest.mark.parametrize("path", ["/", "/farhang", "/news/other", "/aks/itemlist/category/7-x"])
def test_lists(path: str) -> None:
    assert FAMILY.is_list(SITE + path)
    assert FAMILY.key(SITE + path) is None


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/farhang", ("/farhang", None)),
        ("/farhang?start=20", ("/farhang", 21)),
        ("/farhang?limitstart=0", ("/farhang", 1)),
        ("/aks/itemlist/category/7-x?start=10", ("/aks/itemlist/category/7-x", 11)),
        ("/farhang?start=20&limit=5", ("/farhang", 0)),
        ("/farhang?start=20&limitstart=20", ("/farhang", 0)),
        ("/farhang?format=feed&type=rss", ("/farhang", 0)),
        (
            "/index.php?option=com_content&view=category&id=8:x&limitstart=40",
            ("/index.php?id=8%3Ax&option=com_content&view=category", 41),
        ),
    ],
)
def test_pages_of_lists_are_told_by_their_first_article(
    address: str, page: tuple[str, int | None]
) -> None:
    assert FAMILY.is_list(SITE + address)
    assert FAMILY.page_of(SITE + address) == page


def test_feeds_of_categories_have_their_addresses() -> None:
    for address in ("/farhang?format=feed&type=rss", "/farhang/aks?type=atom&format=feed"):
        assert FAMILY.is_feed(address)
    for address in ("/farhang", "/farhang?format=html", "/farhang?start=20"):
        assert not FAMILY.is_feed(address)


@pytest.mark.parametrize("path", ["/component/tags/tag/12-x", "/images/12-x", "/index.php?id=12"])
def test_what_is_no_article(path: str) -> None:
    assert FAMILY.key(SITE + path) is None
