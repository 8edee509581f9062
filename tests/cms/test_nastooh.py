"""Addresses of the family Nastooh; its pages are in tests/extraction."""

import pytest

from newscrawl.cms.nastooh import Nastooh
from newscrawl.discovery import rss
from newscrawl.spiders.irna import IrnaSpider
from newscrawl.spiders.khabaronline import KhabaronlineSpider

FAMILY = Nastooh()
HOST = "https://x.ir"


@pytest.mark.parametrize(
    ("path", "code", "canonical"),
    [
        ("/news/84512345/سفر-وزیر", "84512345", "/news/84512345"),
        ("/news/84512345", "84512345", "/news/84512345"),
        ("/news/1402081510123/سفر-وزیر", "1402081510123", "/news/1402081510123"),
        ("/news/117823/%D8%B3%D9%81%D8%B1?x=1#comments", "117823", "/news/117823"),
        ("/photo/5901234/سیلاب", "5901234", "/photo/5901234"),
        ("/video/1401777", "1401777", "/video/1401777"),
        ("/x612345", "612345", "/news/612345"),
    ],
)
def test_nastooh_knows_an_article(path: str, code: str, canonical: str) -> None:
    assert FAMILY.key(HOST + path) == code
    assert FAMILY.article_url(HOST + path) == HOST + canonical


@pytest.mark.parametrize(
    "path",
    [
        "/x6Abc",
        "/xjK6Abc",
        "/x1234",  # may be base 62
        "/x12Ab34",
        "/news/",
        "/news/abc",
        "/news/84512345/about-us",
        "/news/84512345/contact-us",
        "/newspaper/12345",
        "/tag/84512345",
        "/print/84512345",
        "/service/politics",
        "/archive?pi=2",
        "/page/archive.xhtml?mn=4&dy=22&yr=1400&pi=1",
        "/d/2022/10/04/4/170000.jpg",
        "/rss/tp/84",
        "/en/news/84512345",
    ],
)
def test_nastooh_takes_for_no_article(path: str) -> None:
    assert FAMILY.key(HOST + path) is None


@pytest.mark.parametrize(
    ("path", "is_list"),
    [
        ("/", True),
        ("/service/politics", True),
        ("/service/politics/parliament", True),
        ("/photo", True),
        ("/video/", True),
        ("/archive", True),
        ("/archive?tp=9&pi=2", True),
        ("/archive/pl/15", True),
        ("/archive/pl/x", False),
        ("/news/84512345/about-us", False),
        ("/page/archive.xhtml", False),
        ("/tag/x", False),
        ("/rss", False),
        ("/news/84512345/x", False),
        ("/photo/84512345/x", False),
    ],
)
def test_lists_of_nastooh(path: str, is_list: bool) -> None:
    assert FAMILY.is_list(HOST + path) == is_list


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/archive", ("/archive", None)),
        ("/archive?pi=2", ("/archive", 2)),
        ("/archive?tp=9", ("/archive?tp=9", None)),
        ("/archive?pi=2&tp=9", ("/archive?tp=9", 2)),
        ("/archive?ty=3&ms=1", ("/archive?ms=1&ty=3", None)),
        ("/archive/pl/15?pi=3", ("/archive/pl/15", 3)),
        ("/archive?tp=9&sort=1", ("/archive?tp=9", 0)),
        ("/page/archive.xhtml?mn=4&dy=22&yr=1400&pi=2", ("/page/archive.xhtml", 0)),
    ],
)
def test_which_page_of_which_archive_an_address_is(path: str, page: tuple[str, int | None]) -> None:
    assert FAMILY.page_of(HOST + path) == page


def test_the_feeds_of_irna_stand_on_a_page_of_their_own() -> None:
    assert rss.is_index("https://www.irna.ir/rss-homepage", IrnaSpider.family)
    assert "/rss-homepage" in rss.start_paths(IrnaSpider.family)


@pytest.mark.parametrize(("kind", "is_album"), [("live", False), ("media", True)])
def test_khabaronline_has_further_kinds_of_articles(kind: str, is_album: bool) -> None:
    reference = KhabaronlineSpider.family.reference(f"https://www.khabaronline.ir/{kind}/2012345/x")
    assert reference is not None
    assert (reference.key, reference.is_album) == ("2012345", is_album)
