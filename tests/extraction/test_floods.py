import time

import pytest

from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.extraction import read
from newscrawl.extraction.floods import MOST, MOST_TAGS, without_floods, without_the_rest
from newscrawl.extraction.page import NotAnArticle, Page

MANY = b" ".join(b"a%d=b" % number for number in range(100_000))


def test_a_hundred_thousand_attributes_are_read_at_once() -> None:
    before = time.process_time()
    page = Page.of(b"<h1>x</h1><p " + MANY + b">text</p>", "https://a.ir/")
    assert time.process_time() - before < 5  # the parser alone: half a minute
    assert page.document.findtext(".//h1") == "x"
    assert page.document.findtext(".//p") == "text"


@pytest.mark.parametrize("quote", [b'"', b"'"])
def test_a_bracket_in_a_value_hides_no_flood(quote: bytes) -> None:
    many = b" ".join(b"a%d=%b>%b" % (number, quote, quote) for number in range(20_000))
    assert without_floods(b"<p " + many + b">x") == b"<p>x"


@pytest.mark.parametrize(
    "html",
    [
        b"",
        b"<p>" * 10_000,
        b"a" * 100_000,
        b"<script>" + b"a = 1; " * 10_000 + b"</script>",
        b'<img alt="x" src="data:image/png;base64,' + b"A" * 100_000 + b'"> <b>',
        b"<p " + b"a=b " * (MOST // 8) + b">",
    ],
)
def test_all_else_is_left_alone(html: bytes) -> None:
    assert without_floods(html) == html


def test_a_page_of_a_million_elements_is_refused_before_it_fills_the_memory() -> None:
    page = Page.of(b"<h1>x</h1><div class=body><p>text</p>" + b"<p>a" * 10**6, "https://a.ir/")
    assert len(page.source) < 4 * MOST_TAGS + 100
    with pytest.raises(NotAnArticle, match="more than 400,000 tags"):
        read(IranSamaneh(), page)


def test_a_page_of_as_many_as_are_allowed_is_whole() -> None:
    html = b"<p>" * MOST_TAGS
    assert without_the_rest(html) is html
    assert without_the_rest(html + b"<p>") == html
