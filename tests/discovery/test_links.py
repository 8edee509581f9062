import pytest

from newscrawl.addresses import Addresses
from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.discovery.links import Links, LinkSorter

HOME = "https://x.ir/"


def links(*hrefs: str, page: str = HOME) -> Links:
    return LinkSorter(IranSamaneh(), Addresses("x.ir")).sort(hrefs, page)


def test_an_article_is_found_once_at_its_first_address() -> None:
    found = links("/fa/news/1/a", "/fa/news/1/b", "/fa/news/1#comments", "/fa/tiny/news-1")
    assert found == Links(articles={"1": "https://x.ir/fa/news/1/a"})


def test_links_are_relative_to_the_page() -> None:
    found = links("../2/b", "//www.x.ir/fa/news/3", " /fa/news/4\n", page=f"{HOME}fa/news/1/a")
    assert found.articles == {
        "2": "https://x.ir/fa/news/2/b",
        "3": "https://www.x.ir/fa/news/3",
        "4": "https://x.ir/fa/news/4",
    }


def test_other_sites_are_left_out() -> None:
    hrefs = ("https://y.ir/fa/news/1/a", "https://y.ir/", "https://y.ir/fa/sport?p=2")
    assert links(*hrefs, page=f"{HOME}fa/sport") == Links()


def test_an_article_on_the_site_is_found_after_the_same_code_elsewhere() -> None:
    found = links("https://y.ir/fa/news/1/a", "/fa/news/1/a")
    assert found.articles == {"1": "https://x.ir/fa/news/1/a"}


@pytest.mark.parametrize(
    "href",
    [
        "", "#top", "javascript:void(0)", "mailto:a@x.ir", "tel:+9821", "ftp://x.ir/fa/sport",
        "http://[", "http://[x.ir]/fa/news/1", "https://", "data:text/html,x",
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_page(href: str) -> None:
    assert links(href, page=f"{HOME}fa/news/9/a").lists == []
    assert links(href, page=f"{HOME}fa/news/9/a").next_page is None
    assert links(href, "/fa/news/1").articles.keys() >= {"1"}


def test_lists_are_found_once_without_fragments() -> None:
    found = links("/", "/fa/sport", "/fa/sport#news", "/fa/services/3", "/fa/print/1", "/fa/about")
    assert found.lists == ["https://x.ir/", "https://x.ir/fa/sport", "https://x.ir/fa/services/3"]


@pytest.mark.parametrize(
    "href",
    [
        "/fa/calendar?day=8",
        "/fa/sport?q=ایران",
        "/fa/sport?q=",
        "/fa/sport?8",
        "/fa/sport?p=2&sort=",
        "/fa/sport?p=2&sort=1",
        "/fa/sport?p=1&p=2",
        "/fa/sport?p=x",
    ],
)
def test_lists_that_a_query_makes_are_left_out(href: str) -> None:
    assert links(href, page=f"{HOME}fa/sport") == Links()


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("/fa/sport", "https://x.ir/fa/sport?p=2"),
        ("/fa/sport/", "https://x.ir/fa/sport?p=2"),
        ("/fa/sport?p=1", "https://x.ir/fa/sport?p=2"),
        ("/fa/sport?p=2", "https://x.ir/fa/sport?p=3"),
        ("/fa/sport?p=4", None),
        ("/fa/economy", None),
        ("/", None),
    ],
)
def test_the_next_page_is_the_following_one_of_the_same_list(
    page: str, expected: str | None
) -> None:
    hrefs = [f"/fa/sport?p={number}" for number in (1, 2, 3, 4, 99)]
    found = links(*hrefs, page=f"https://x.ir{page}")
    assert found.next_page == expected
    assert found.lists == []
