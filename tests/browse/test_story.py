"""The page of a story in ``scrapy browse``."""

from __future__ import annotations

import pytest
from parsel import Selector

pytest.importorskip("datasette")

from tests.browse.test_fleet import ask
from tests.conftest import Database
from tests.database.test_stories import OTHER, SIGNED, TEXT, of, stored


def test_the_page_of_an_article_leads_to_its_story(database: Database) -> None:
    assert not isinstance(database, str)
    stored(
        database,
        of("a", TEXT),
        of("site000", SIGNED, day=14, agency="مهر", title="<b>عنوان</b>"),
        of("c", OTHER),
    )
    _, text = ask(database, "/archive/articles/2")
    link = Selector(text).css('a[href^="/-/story/"]')
    assert (link.attrib["href"], link.css("::text").get()) == ("/-/story/2", "در ۱ جای دیگر")
    _, text = ask(database, "/archive/articles/3")
    assert "/-/story/" not in text
    status, text = ask(database, "/-/story/2")
    page = Selector(text)
    assert status == 200
    assert page.css("html").attrib["dir"] == "rtl"
    assert page.css("h1::text").get() == "این خبر در ۲ جا"
    assert page.css("h2 a::text").getall() == ["عنوان", "<b>عنوان</b>"]
    assert [text.strip() for text in page.css("ins::text").getall()][-1].startswith("به گزارش")
    assert "باشگاه" in text
    assert ask(database, "/-/story/99")[0] == 404
