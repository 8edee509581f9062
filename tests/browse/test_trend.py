"""The page of a trend in ``scrapy browse``."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from parsel import Selector

pytest.importorskip("datasette")

from newscrawl.browse.copy import ArchiveCopy
from newscrawl.persian.text import to_latin_digits
from tests.browse.test_fleet import ask
from tests.builders import store
from tests.conftest import Database, on_postgresql, url_of
from tests.database.trending import made, plainly


def address(**values: str | list[str]) -> str:
    return f"/-/trend?{urlencode(values, doseq=True)}"


def test_numbers_lead_to_that_many_articles(database: Database) -> None:
    assert isinstance(database, Path)
    store(database, *made())
    status, text = ask(database, address(q=["شهر", "باران"], by="month"))
    page = Selector(text)
    assert status == 200
    assert len(page.css("svg")) == 1
    expected = plainly("شهر", 7)
    rows = page.css(".trend tbody tr")
    assert len(rows) == 6
    link = rows[2].css("a")[0]
    shown = to_latin_digits(link.css("::text").get() or "")
    assert int(shown) == expected["1400-02"]
    _, found = ask(database, link.attrib["href"])
    count = re.search(r"([۰-۹٬]+) خبر", found)
    assert count is not None
    assert to_latin_digits(count[1]) == shown


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"split": "site"}, "site"),
        ({"split": "topic"}, "topic"),
        ({"site": "yjc", "topic": "sport", "from": "1400/02/01"}, "site"),
    ],
)
def test_the_parts_that_were_asked_for(
    values: dict[str, str], field: str, database: Database
) -> None:
    assert isinstance(database, Path)
    store(database, *made())
    status, text = ask(database, address(q="شهر", by="year", **values))
    page = Selector(text)
    assert status == 200
    link = page.css(".trend tbody a")[0]
    assert f"{field}=" in link.attrib["href"]
    _, found = ask(database, link.attrib["href"])
    count = re.search(r"([۰-۹٬]+) خبر", found)
    assert count is not None
    assert count[1] == link.css("::text").get()


def test_the_form(database: Database) -> None:
    assert isinstance(database, Path)
    store(database, *made()[:9])
    status, text = ask(database, "/-/trend")
    page = Selector(text)
    assert status == 200
    assert page.css(".trend") == []
    assert page.css('nav a[href="/-/trend"]::text').get() == "روند"
    assert "باشگاه" not in page.css("select[name=site] option::text").getall()
    _, text = ask(database, address(q='"x"><b>شهر', by="week", **{"from": "1399/12/20"}))
    page = Selector(text)
    assert page.css("form input[name=q]::attr(value)").get() == '"x"><b>شهر'
    assert page.css("form b") == []
    assert page.css("select[name=by] option[selected]::attr(value)").get() == "week"
    assert page.css("input[name=from]::attr(value)").get() == "1399/12/20"


@pytest.mark.parametrize(
    "values",
    [
        {"q": "-"},
        {"q": "a", "by": "decade"},
        {"q": "a", "split": "agency"},
        {"q": "a", "split": "tag"},
        {"q": "a", "topic": "nosuch"},
        {"q": "a", "from": "1400"},
        {"q": "a", "from": "1401/01/01", "to": "1400/01/01"},
    ],
)
def test_what_is_wrong_is_told(values: dict[str, str], database: Database) -> None:
    assert isinstance(database, Path)
    store(database, *made()[:2])
    status, text = ask(database, address(**values))
    assert status == 400
    assert "Traceback" not in text


@on_postgresql
def test_of_a_copy_the_archive_itself_is_asked(database: Database, tmp_path: Path) -> None:
    url = url_of(database)
    store(database, *made()[:20])
    copy = ArchiveCopy(url, tmp_path / "copy.db")
    copy.close()  # as it was before the first refresh
    _, text = ask(tmp_path / "copy.db", address(q="سال", by="day"), url)
    assert Selector(text).css(".trend tbody tr")
