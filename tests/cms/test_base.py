"""Addresses made absolute."""

from urllib.parse import urljoin, urlsplit

from hypothesis import example, given
from hypothesis import strategies as st

from newscrawl.cms.base import absolute

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
