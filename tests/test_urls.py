"""Addresses: made absolute, and whose they are."""

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newscrawl.urls import Addresses, ArticleReference, absolute, article_fingerprint

BASES = ("https://a.ir/fa/news/1/x?p=2#c", "http://127.0.0.1:8000", "https://www.a.ir/")
PIECES = ("/", "a", ".", "..", "//", "?", "#", ";", "=", "b%20", "ی", "\u200c", " ", "\t", ":", "&")


@given(st.sampled_from(BASES), st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
@example(BASES[0], "/a/")
@example(BASES[0], "/a?b#c")
@example(BASES[0], "/")
def test_absolute_is_urljoin(base: str, href: str) -> None:
    try:
        joined = urljoin(base, href.strip())
        expected = joined if urlsplit(joined).scheme in {"http", "https"} else None
    except ValueError:
        expected = None
    assert absolute(base, href) == expected


MIRROR = "http://127.0.0.1:8000"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.ir/fa/a", "https://a.ir/fa/a"),
        ("http://www.a.ir:80/fa/a?p=2#b", "https://a.ir/fa/a?p=2"),
        ("https://a.ir/fa/a#b", "https://a.ir/fa/a"),
        ("https://a.ir", "https://a.ir/"),
        (f"{MIRROR}/fa/a?p=2", "https://a.ir/fa/a?p=2"),
        (f"{MIRROR}/fa/a#b", "https://a.ir/fa/a"),
        (MIRROR, "https://a.ir/"),
        (f"{MIRROR}0/fa/a", None),
        ("https://a.ir.b.ir/fa/a", None),
        ("https://b.ir/https://a.ir/", None),
    ],
)
def test_the_address_on_the_site_itself(url: str, expected: str | None) -> None:
    site = Addresses("a.ir", MIRROR)
    assert site.site_url(url) == expected
    assert site.on_site(url) == (expected is not None)
    assert site.to_site(url) == (expected or url)
    if expected is not None:
        assert site.to_mirror(url) == MIRROR + expected.removeprefix("https://a.ir")


@given(st.sampled_from(BASES), st.lists(st.sampled_from(PIECES), max_size=6).map("".join))
def test_to_the_mirror_and_back(base: str, href: str) -> None:
    site = Addresses("a.ir", MIRROR)
    url = absolute(base, href)
    if url is None or not site.on_site(url):
        return
    on_site = site.to_site(url)
    assert site.to_site(on_site) == on_site
    assert site.to_site(site.to_mirror(url)) == on_site


def test_a_reference_is_of_the_article_whatever_its_address() -> None:
    one = ArticleReference("1", "1", "https://a.ir/fa/news/1", "https://a.ir/fa/news/1/a")
    other = ArticleReference("1", "1", "https://a.ir/fa/news/1", "https://a.ir/fa/news/1/b")
    assert one == other
    assert len({one, other}) == 1


def test_a_fingerprint_is_of_a_site_and_a_key() -> None:
    pairs = [("a", "1"), ("a", "2"), ("b", "1")]
    assert len({article_fingerprint(*pair) for pair in pairs}) == 3
    assert len(article_fingerprint("a", "1")) == 20
