"""The pages of ``scrapy browse``, without a browser."""

import asyncio
import sqlite3
from pathlib import Path
from urllib.parse import urlencode

import pytest
from parsel import Selector

pytest.importorskip("datasette")

from newscrawl.browse.server import INDEX, make_datasette

TITLES = {"yjc": "باشگاه"}


def get(path: Path, address: str, **values: str) -> Selector:
    async def main() -> str:
        datasette = make_datasette(path, TITLES)
        await datasette.invoke_startup()
        query = f"?{urlencode(values)}" if values else ""
        response = await datasette.client.get(address + query)
        assert response.status_code == 200, response.text
        return str(response.text)

    return Selector(asyncio.run(main()))


def titles(page: Selector) -> list[str]:
    return page.css(".story h2 a::text").getall()


def facet(page: Selector, name: str) -> dict[str, str]:
    rows = page.css(f"#facet-{name} li")
    return {row.css("bdi::text").get(""): row.css("span::text").get("") for row in rows}


def test_the_list_has_facets_and_the_newest_first(filled: Path) -> None:
    page = get(filled, "/archive/articles")
    assert titles(page)[0] == "خبر شمارهٔ 40"
    assert facet(page, "site") == {"باشگاه": "۳۰", "tabnak": "۱۰"}
    assert facet(page, "sections") == {"اقتصاد": "۲۰", "ورزش": "۲۰"}
    assert facet(page, "agency") == {"ایسنا": "۸"}
    assert facet(page, "published_jalali") == {"مرداد ۱۴۰۰": "۱۰", "تیر ۱۴۰۰": "۳۰"}
    names = [one.removeprefix("facet-") for one in page.css("section.facet::attr(id)").getall()]
    assert names == ["site", "sections", "agency", "published_jalali"]


@pytest.mark.parametrize(
    ("values", "count"),
    [
        ({"site": "tabnak"}, 10),
        ({"sections__arraycontains": "ورزش", "_size": "max"}, 20),
        ({"published_jalali__startswith": "1400-05"}, 10),
        ({"published_jalali__startswith": "1400-05", "agency": "ایسنا"}, 2),
    ],
)
def test_filters(filled: Path, values: dict[str, str], count: int) -> None:
    assert len(titles(get(filled, "/archive/articles", **values))) == count


@pytest.mark.parametrize("words", ["کتاب درسی", "كتاب‌هاي", "کتاب های", '"درسي'])
def test_search_finds_however_it_is_spelt(filled: Path, words: str) -> None:
    page = get(filled, "/archive/articles", _search=words)
    assert titles(page) == ["گفته‌های وزیر دربارهٔ كتاب‌هاي درسي"]
    assert titles(get(filled, "/archive/articles", _search="هیچ‌جا")) == []


def test_without_an_index_there_is_no_search(filled: Path, tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with sqlite3.connect(filled) as source, sqlite3.connect(path) as target:
        source.backup(target)
        target.execute(f"DROP TABLE {INDEX}")
    for address in ("/", "/archive/articles"):
        page = get(path, address)
        assert page.css("form.search").getall() == []
    assert len(titles(page)) == 30
    assert get(filled, "/").css("form.search").getall() != []


def test_an_article_with_its_revisions(filled: Path) -> None:
    page = get(filled, "/archive/articles/1")
    assert page.css("h1::text").get() == "گفته‌های وزیر دربارهٔ كتاب‌هاي درسي"
    assert page.css(".body p::text").getall() == ["بند یک", "بند دو"]
    assert "۲ تیر ۱۴۰۰" in (page.css("time::text").get() or "")
    (change,) = page.css(".change")
    assert (change.css("del::text").getall(), change.css("ins::text").getall()) == (
        ["سخنان"],
        ["گفته‌های"],
    )


def test_what_a_site_wrote_is_only_text(filled: Path) -> None:
    page = get(filled, "/archive/articles/2")
    assert page.css("img").getall() == []
    assert [url for url in page.css("a::attr(href)").getall() if "javascript" in url] == []
    assert "<img src=x" in page.css(".tags a::text").getall()[0]


def test_failures_and_crawls(filled: Path) -> None:
    page = get(filled, "/archive/failures")
    assert "HTTP 503" in " ".join(page.css("td::text").getall())
    assert page.css("td time::text").get() == "۲۲ تیر ۱۴۰۰، ۱۹:۰۸"
    assert facet(page, "reason") == {"HTTP 503": "۱"}
    cells = get(filled, "/archive/crawls").css("td::text").getall()
    assert "finished" in cells
    assert "۴۰ تازه، ۰ ویرایش، ۰ تکراری، ۰ ناموفق" in cells


def test_it_cannot_write(filled: Path) -> None:
    async def main() -> None:
        datasette = make_datasette(filled, {})
        await datasette.invoke_startup()
        database = datasette.get_database("archive")
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            await database.execute("DELETE FROM articles")
        response = await datasette.client.get("/archive.json?sql=delete+from+articles")
        assert response.status_code == 400

    asyncio.run(main())
    assert len(titles(get(filled, "/archive/articles"))) == 30
