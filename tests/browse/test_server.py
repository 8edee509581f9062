"""The pages of ``scrapy browse``, without a browser."""

import asyncio
import re
import sqlite3
from pathlib import Path
from urllib.parse import urlencode

import pytest
from parsel import Selector

pytest.importorskip("datasette")

from newscrawl.browse.cells import LONGEST_ADDRESS
from newscrawl.browse.labels import LABELS, TABLE_LABELS
from newscrawl.browse.server import HIDDEN, INDEX, make_datasette
from newscrawl.database.schema import metadata
from newscrawl.items import Article, Failure
from tests.browse.conftest import index
from tests.builders import article_on, store

ONLY_THE_DAY = "published_at: no time of day, only the day is known"
TITLES = {"yjc": "باشگاه"}


def ask(path: Path, address: str) -> tuple[int, str]:
    async def main() -> tuple[int, str]:
        datasette = make_datasette(path, TITLES)
        await datasette.invoke_startup()
        response = await datasette.client.get(address)
        return response.status_code, str(response.text)

    return asyncio.run(main())


def get(path: Path, address: str, **values: str) -> Selector:
    status, text = ask(path, f"{address}?{urlencode(values)}" if values else address)
    assert status == 200, text
    return Selector(text)


def titles(page: Selector) -> list[str]:
    return [title.xpath("string()").get("") for title in page.css(".story h2 a")]


def facet(page: Selector, name: str) -> dict[str, str]:
    rows = page.css(f"#facet-{name} li")
    return {row.css("bdi::text").get(""): row.css("span::text").get("") for row in rows}


def test_the_list_has_facets_and_the_newest_first(filled: Path) -> None:
    page = get(filled, "/archive/articles")
    assert titles(page)[0] == "خبر شمارهٔ 40"
    assert facet(page, "site") == {"باشگاه": "۳۰", "tabnak": "۱۰"}
    assert facet(page, "sections") == {"اقتصاد": "۲۰", "ورزش": "۲۰"}
    assert facet(page, "topic") == {"اقتصاد": "۲۰", "ورزش": "۲۰"}
    assert facet(page, "agency") == {"ایسنا": "۸"}
    assert facet(page, "published_jalali") == {"مرداد ۱۴۰۰": "۱۰", "تیر ۱۴۰۰": "۳۰"}
    names = [one.removeprefix("facet-") for one in page.css("section.facet::attr(id)").getall()]
    assert names == ["site", "topic", "sections", "agency", "published_jalali"]


@pytest.mark.parametrize(
    ("values", "count"),
    [
        ({"site": "tabnak"}, 10),
        ({"sections__arraycontains": "ورزش", "_size": "max"}, 20),
        ({"topic": "sport", "_size": "max"}, 20),
        ({"published_jalali__startswith": "1400-05"}, 10),
        ({"published_jalali__startswith": "1400-05", "agency": "ایسنا"}, 2),
    ],
)
def test_filters(filled: Path, values: dict[str, str], count: int) -> None:
    assert len(titles(get(filled, "/archive/articles", **values))) == count


@pytest.mark.parametrize("words", ["کتاب درسی", "كتاب‌هاي", "کتاب های", "گوی OR درسي"])
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


def at(code: int, moment: str | None, **fields: object) -> Article:
    """An article of 22 Tir 1400, published at a moment."""
    article = article_on(code, 21, **fields)  # type: ignore[arg-type]
    article.published_at = moment
    return article


def test_the_newest_first_within_a_day_and_no_hour_where_none_is_known(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    midnight = "2021-07-13T00:00:00+04:30"
    store(
        path,
        at(1, "2021-07-13T08:05:00+04:30"),
        at(2, "2021-07-13T21:00:00+04:30"),
        at(3, midnight, problems=[ONLY_THE_DAY]),
        at(4, "2021-07-13T12:00:00+04:30"),
        at(5, midnight, site="tabnak", problems=[ONLY_THE_DAY]),
    )
    page = get(path, "/archive/articles")
    times = [(time.css("::text").get(""), time.attrib["datetime"]) for time in page.css("time")]
    assert [shown for shown, _ in times] == [
        "۲۲ تیر ۱۴۰۰، ۲۱:۰۰",
        "۲۲ تیر ۱۴۰۰، ۱۲:۰۰",
        "۲۲ تیر ۱۴۰۰، ۰۸:۰۵",
        "۲۲ تیر ۱۴۰۰",
        "۲۲ تیر ۱۴۰۰",
    ]
    assert get(path, "/archive/articles/3").css("time::text").get() == "۲۲ تیر ۱۴۰۰"
    newest = get(path, "/").css("tr td:last-child::text").getall()
    assert newest == ["۲۲ تیر ۱۴۰۰، ۲۱:۰۰", "۲۲ تیر ۱۴۰۰"]


def test_a_changed_time_is_told_as_people_read_it(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    midnight = "2021-07-13T00:00:00+04:30"
    store(path, at(1, midnight, problems=[ONLY_THE_DAY]))
    store(path, at(1, "2021-07-13T08:05:00+04:30", content_hash="other"))
    (change,) = get(path, "/archive/articles/1").css(".change")
    assert change.css("p::text").getall() == ["تاریخ"]
    diff = change.css(".diff")
    assert diff.css("del::text").getall() == []
    assert diff.css("ins::text").getall() == ["، ۰۸:۰۵"]


@pytest.mark.parametrize("moment", ["2021-07-13T00:00:00+04:30", None])
def test_all_pages_together_have_all_articles_of_one_moment(
    tmp_path: Path, moment: str | None
) -> None:
    path = tmp_path / "news.db"
    store(path, *(at(code, moment) for code in range(1, 71)))
    seen: list[str] = []
    address: str | None = "/archive/articles"
    while address:
        page = get(path, address.removeprefix("http://localhost"))
        seen += page.css(".story h2 a::attr(href)").getall()
        address = page.css(".pages a::attr(href)").get()
    assert sorted(seen) == sorted(f"/archive/articles/{n}" for n in range(1, 71))


def test_hits_are_marked_and_quoted(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    long = " ".join(["واژه"] * 60)
    store(path, at(1, None, lead="لید", body=f"{long} كتاب‌هاي <b>تازه {long}", tags=["انار"]))
    index(path)
    (story,) = get(path, "/archive/articles", _search="کتاب تازه").css(".story")
    assert story.css("mark::text").getall() == ["كتاب‌هاي", "تازه"]
    quote = story.css(".quote").xpath("string()").get("")
    assert quote.startswith("… ")
    assert quote.endswith(" …")
    assert "كتاب‌هاي <b>تازه" in quote
    (story,) = get(path, "/archive/articles", _search="انار").css(".story")
    assert story.css("mark::text").getall() == ["انار"]
    assert get(path, "/archive/articles").css("mark, .quote").getall() == []


@pytest.mark.parametrize(
    "words",
    ["-", "-کتاب", '""', "", "  ", "!؟", " ".join("ابپتج" * 9), '"درسي', "کتاب OR"],
)
def test_a_search_that_cannot_mean_anything_is_an_error(filled: Path, words: str) -> None:
    status, page = ask(filled, f"/archive/articles?{urlencode({'_search': words})}")
    assert status == 400
    assert "معنایی ندارد" in page
    status, answer = ask(filled, f"/archive/articles.json?{urlencode({'_search': words})}")
    assert status == 400
    assert '"ok": false' in answer


def test_lists_lead_to_csv_and_json(filled: Path) -> None:
    page = get(filled, "/archive/articles", site="yjc")
    page = get(filled, (page.css(".pages a::attr(href)").get() or "").split("localhost")[-1] or
               "/archive/articles?site=yjc")  # fmt: skip
    csv, json = page.css(".exports a::attr(href)").getall()
    status, table = ask(filled, csv)
    assert status == 200
    assert len(table.strip().splitlines()) >= 31  # all, not only those of this page
    assert table.count(",yjc,") == 30
    assert ask(filled, json)[0] == 200
    assert get(filled, "/archive/articles/1").css(".exports a::text").getall() == ["JSON"]


def test_rows_are_laid_out(filled: Path, tmp_path: Path) -> None:
    page = get(filled, "/archive/crawls")
    heads = [" ".join(one.css("::text").getall()) for one in page.css("th")]
    assert heads == [
        "شماره",
        "سایت",
        "ورودی‌ها",
        "آغاز تهران، هجری خورشیدی",
        "پایان تهران، هجری خورشیدی",
        "چگونگی پایان",
        "آمار",
    ]
    assert page.css("td.col-spider::text").get() == "باشگاه"
    assert "{" not in page.css("table").xpath("string()").get("")
    row = get(filled, "/archive/crawls/1")
    stats = row.css("dd.col-stats table tr").xpath("string()").getall()
    assert stats == ["newscrawl/new40"]
    path = tmp_path / "news.db"
    url = f"https://yjc.ir/fa/news/9/{'a' * 200}"
    store(path, Failure("yjc", url, "HTTP 503", "9", 503, "2021-07-13T14:38:00+00:00"))
    page = get(path, "/archive/failures")
    link = page.css("td.col-url a")
    assert link.attrib["title"] == link.attrib["href"] == url
    assert len(link.css("::text").get("")) == LONGEST_ADDRESS
    assert page.css("td.col-is_missing, td.col-is_waiting").xpath("string()").getall() != ["0", "0"]


def test_each_column_has_a_persian_name() -> None:
    shown = [table for name, table in metadata.tables.items() if name not in HIDDEN]
    assert [t.name for t in shown if t.name not in TABLE_LABELS] == []
    assert {column.name for table in shown for column in table.columns} - set(LABELS) == set()


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/archive",
        "/archive?_show_hidden=1",
        "/archive/articles",
        "/archive/articles?_search=کتاب",
        "/archive/articles/1",
        "/archive/crawls",
        "/archive/crawls/1",
        "/archive/failures",
        "/archive/failures/1",
        "/archive/revisions",
        "/archive/revisions/1",
        "/archive?sql=select+1+as+a",
        "/archive?sql=select+:a",
        "/archive?sql=drop+table+articles",
        "/archive?sql=select+nothing",
        "/archive/articles?_search=-",
        "/archive/articles?_size=x",
        "/archive/articles?_sort=x",
        "/archive/articles/999999",
        "/archive/nothing",
        "/nothing",
    ],
)
def test_pages_speak_persian(filled: Path, address: str) -> None:
    _, text = ask(filled, address)
    page = Selector(text)
    assert page.css("html").attrib["dir"] == "rtl"
    # What is written in Latin letters is what somebody wrote: names, codes, SQL.
    places = (
        "//title", "//h1", "//h2", "//button", "//dt", "//footer", "//p[not(@dir='ltr')]",
        "//table[not(@dir) and not(ancestor::main[@dir])]//th",
    )  # fmt: skip
    own = page.xpath(" | ".join(f"{place}//text()" for place in places)).getall()
    allowed = {"CSV", "JSON", "SQL", "Datasette", "newscrawl"}
    latin = {word for text in own for word in re.findall("[A-Za-z]{2,}", text)} - allowed
    names = [*re.findall(r"<bdi>([\w.]+)</bdi>", text), "src", "img", "onerror", "alert"]
    assert latin <= set("_".join(names).replace(".", "_").split("_")) | set(names), latin
