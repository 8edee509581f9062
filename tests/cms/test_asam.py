"""Addresses of the family Asam; its pages are in tests/extraction."""

import pytest

from newscrawl.cms.asam import Asam
from newscrawl.discovery import rss
from newscrawl.spiders.honaronline import HonaronlineSpider

FAMILY = Asam()
HOST = "https://x.ir"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/بخش-سیاسی-3/1736673-سفر-وزیر", "1736673"),
        ("/%D8%A8%D8%AE%D8%B4-%D8%B3%DB%8C%D8%A7%D8%B3%DB%8C-3/1736673-slug", "1736673"),
        ("/بخش-خبر-64/3912345-۲۰-خبر-مهم", "3912345"),
        ("/fa/tiny/news-3912345", "3912345"),
        ("/fa/news/1736673/سفر-وزیر", "1736673"),
        ("/fa/news/1736673", "1736673"),
        ("/fa/news/1401/07/12/2782938/نخستین-برف", "2782938"),
        ("/fa/news/1401/7/2/2782938", "2782938"),
        ("/fa/news/1401/slug", "1401"),
        ("/fa/photo/577655/پاییز", "577655"),
        ("/fa/video/577655", "577655"),
    ],
)
def test_asam_knows_an_article(path: str, code: str) -> None:
    assert FAMILY.key(HOST + path) == code
    assert FAMILY.article_url(HOST + path).endswith(code)
    assert FAMILY.is_album(HOST + path) == ("photo" in path or "video" in path)


@pytest.mark.parametrize(
    "path",
    [
        "/tags/22-بهمن",
        "/tag/1404-انتخابات",
        "/search/2024-olympic",
        "/thumbnail/1736673-160.jpg",
        "/files/1736673-1.pdf",
        "/print/1736673-slug",
        "/en/1736673-slug",
        "/بخش-سیاسی-3",
        "/archive",
        "/feeds/",
        "/fa/service/2",
        "/fa/news/",
        "/fa/tiny/news-",
    ],
)
def test_asam_takes_for_no_article(path: str) -> None:
    assert FAMILY.key(HOST + path) is None


@pytest.mark.parametrize(
    ("path", "is_list"),
    [
        ("/", True),
        ("/fa", True),
        ("/بخش-سیاسی-3", True),
        ("/بخش-سیاسی-3/", True),
        ("/newsstudios/archive/", True),
        ("/newsstudios/archive/?curp=1&categories=7&order=order_time&page=2", True),
        ("/newsstudios/archive/2", False),
        ("/صفحه-درباره-ما-17", False),
        ("/%D8%B5%D9%81%D8%AD%D9%87-%D8%AA%D9%85%D8%A7%D8%B3-17", False),
        ("/archive", False),
        ("/tags", False),
        ("/search", False),
        ("/en", False),
        ("/feeds", False),
        ("/login", False),
        ("/robots.txt", False),
        ("/بخش-سیاسی-3/1736673-slug", False),
    ],
)
def test_lists_of_asam(path: str, is_list: bool) -> None:
    assert FAMILY.is_list(HOST + path) == is_list


@pytest.mark.parametrize(
    ("query", "page"),
    [
        ("", ("", None)),
        ("?page=2", ("", 2)),
        ("?order=order_time&categories=7", ("?categories=7&order=order_time", None)),
        ("?curp=1&categories=7&page=2", ("?categories=7&curp=1", 2)),
        ("?query=&categories=7&page=2", ("?categories=7", 0)),
        ("?dateRange[start][day]=01&order=publish_time", ("?order=publish_time", 0)),
    ],
)
def test_which_page_of_which_archive_an_address_is(
    query: str, page: tuple[str, int | None]
) -> None:
    path = "/newsstudios/archive"
    assert FAMILY.page_of(f"{HOST}{path}/{query}") == (path + page[0], page[1])


def test_honaronline_has_its_feed_at_an_address_of_its_own() -> None:
    assert HonaronlineSpider.family.feeds == ("/fa/feeds/all",)
    assert rss.is_index("https://www.honaronline.ir/fa/feeds/all", HonaronlineSpider.family)
