"""Hostile pages of a known family. Its usual ones are in test_pages and test_demo_pages."""

import pytest

from tests.extraction.builders import ARTICLE, read


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 1500 + "متن" + "</div>" * 1500,
        '<div class="subtitle"></div>' * 1500 + '<a href="/fa/news/99/y">x</a>' * 1500,
        '<div class="box"><div class="subtitle"></div><a href="/fa/news/99/y">x</a></div>' * 1500,
        '<a href="/fa/news/99/y">x</a>' * 20_000,
    ],
    ids=["nested", "leads and links", "boxes", "links"],
)
def test_hostile_pages_are_read(html: str) -> None:
    assert read(ARTICLE.replace("<p>", f"{html}<p>")).title == "عنوان خبر"
    assert read(html + ARTICLE).title == "عنوان خبر"
