"""Addresses of StudioKhabar."""

import pytest

from newscrawl.cms.studiokhabar import StudioKhabar

FAMILY = StudioKhabar()
SITE = "https://x.ir"


@pytest.mark.parametrize(
    ("path", "short"),
    [
        ("/news/48213/باغ-سنگی", "/news/48213"),
        ("/news/48213", "/news/48213"),
        ("/fa/news/48213/", "/fa/news/48213"),
        ("/report/48213/باغ", "/report/48213"),
        ("/doc/interview/48213/باغ", "/doc/interview/48213"),
        ("/fa/doc/news/48213/", "/fa/doc/news/48213"),
    ],
)
def test_an_article_is_one_whatever_its_kind(path: str, short: str) -> None:
    assert FAMILY.key(SITE + path) == "48213"
    assert FAMILY.article_url(SITE + path) == SITE + short
    assert not FAMILY.is_album(SITE + path)
    assert not FAMILY.is_list(SITE + path)


def test_an_old_article_goes_by_its_whole_address() -> None:
    for path in ("/vdcgnt9y.ak9yz4prra.html", "/vdchvznq.23n-kdftt2.html"):
        assert FAMILY.key(SITE + path) == SITE + path
        assert FAMILY.code_in(SITE + path) is None


@pytest.mark.parametrize("path", ["/gallery/48213/x", "/fa/video/48213/", "/doc/photo/48213/x"])
def test_albums(path: str) -> None:
    assert FAMILY.is_album(SITE + path)
    assert FAMILY.key(SITE + path) == "48213"


@pytest.mark.parametrize("path", ["/", "/news", "/fa/sport", "/section/city", "/likfa1b2.html"])
def test_lists(path: str) -> None:
    assert FAMILY.is_list(SITE + path)
    assert FAMILY.key(SITE + path) is None


@pytest.mark.parametrize("path", ["/rss", "/fa/rss/4", "/rssa1.b2.xml", "/vfhf71.1a.html"])
def test_feeds_and_their_index(path: str) -> None:
    assert FAMILY.is_feed(path)


@pytest.mark.parametrize("path", ["/vsdab12.html", "/print/48213/x", "/images/docs/000048", "/en"])
def test_what_is_left_alone(path: str) -> None:
    assert FAMILY.key(SITE + path) is None
    assert not FAMILY.is_list(SITE + path)
