"""Making the full-text index, and keeping it up."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from newscrawl.database import ArchiveWriter, steps
from newscrawl.database.search.hits import Order
from tests.conftest import Database, on_both, url_of
from tests.database.search.indexed import WORDS, article, codes, store
from tests.database.stories import make_older

SPELLINGS = [
    ("می‌شود", "123"),
    ("می شود", "123"),
    ("میشود", "12"),  # not «می شود»: nobody can tell where a word may be parted
    ('"می شود گفت"', "123"),
    ('"او می‌شود"', "123"),
    ("شود می", "13"),
    ("محمد ۱۴۰۲", "45"),
    ("covid-19", "45"),
    ("كتاب‌هاي", "67"),
    ("کتابهای مسئول", "67"),
    ("کتاب*", "67"),
    ("گفت -میشود", "3"),
    ('گفت -"می شود"', ""),
    ("محمد -نام", "4"),
    ("میش", ""),
]


@on_both
def test_spellings_do_not_matter(database: Database) -> None:
    store(database, *(article(code, title) for code, title in WORDS.items()))
    found = {query: "".join(sorted(codes(database, query))) for query, _ in SPELLINGS}
    assert found == dict(SPELLINGS)


#: Titles of articles, and which of them a query finds.
TITLES = {
    "1": "خانهٔ کتاب",
    "2": "هزینه ۱۲۳٬۴۵۰ تومان",
    "3": "شعر حافظ",
    "4": "دیوار تبریز",
    "5": "گردهمایی دانشجویان",
    "6": "کتابهای دانشجو",
    "7": "نمایندگان 123450 نفر",
}
FOUND = [
    ("خانه‌ی کتاب", "1"),
    ("خانه ی کتاب", ""),
    ("123450", "27"),
    ("۱۲۳,۴۵۰", "27"),
    ("حافظ AND شعر", "3"),
    ("حافظ OR تبریز", "34"),
    ("حافظ OR تبریز شعر", "3"),
    ("شعر تبریز OR حافظ", "3"),
    ("حافظ OR تبریز OR نماینده -شعر", "47"),
    ("دانشجو", "56"),
    ("دانشجویان", "56"),
    ('"دانشجو"', "6"),
    ("دانشجو -کتاب", "5"),
    ("کتاب", "16"),
    ("title:حافظ", "3"),
    ("title:دیوار OR title:«شعر حافظ»", "34"),
    ("title:برچسب", ""),
    ("برچسب", "134"),
    ("برچسب -title:شعر", "14"),
    ("title:کتا*", "16"),
    ("title:شعر OR برچسب", "134"),
    ("title:متن", ""),
]


@on_both
def test_operators_and_forms(database: Database) -> None:
    tagged = {"1": ["برچسب شعر"], "3": ["برچسب"], "4": ["برچسب"]}
    store(database, *(article(c, title, tags=tagged.get(c, [])) for c, title in TITLES.items()))
    for order in Order:
        found = {query: "".join(sorted(codes(database, query, order))) for query, _ in FOUND}
        assert found == dict(FOUND)


@on_both
def test_every_text_of_an_article_is_searched(database: Database) -> None:
    fields = {"kicker": "روتیتر", "lead": "لید", "body": "بند یک\nبند دو", "author": "نویسنده"}
    store(database, article("1", "عنوان", tags=["برچسب اول", "دوم"], **fields))
    for query in ("روتیتر", "لید", '"یک بند"', "نویسنده", '"برچسب اول"', "عنوان دوم"):
        assert codes(database, query) == ["1"], query
    assert codes(database, '"اول دوم"') == []  # two tags are no phrase


@on_both
def test_the_index_follows_changes(database: Database, query: Any) -> None:
    store(database, article("1", "او می‌رود", tags=["یک‌دو"], lead="قدیم"))
    assert store(database, article("1", "او ماند", tags=[], lead=None)) == ["changed"]
    assert store(database, article("1", "او ماند"), article("2", "ماند")) == ["duplicate", "new"]
    assert codes(database, "رود") == codes(database, "میرود") == codes(database, "یکدو") == []
    assert codes(database, "ماند") == ["2", "1"]
    if isinstance(database, str):
        words = query("SELECT word, ndoc FROM ts_stat('SELECT document FROM articles_fts')")
        assert {row["word"]: row["ndoc"] for row in words} == {"او": 1, "ماند": 2, "متن": 2}
        return
    connection = sqlite3.connect(database)
    connection.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, articles_fts, row)")
    terms = dict(connection.execute("SELECT term, doc FROM temp.terms"))
    connection.execute("INSERT INTO articles_fts (articles_fts) VALUES ('integrity-check')")
    connection.close()
    assert terms == {"او": 1, "ماند": 2, "متن": 2}


def test_an_article_that_cannot_be_stored_is_not_indexed(database: Path) -> None:
    async def main() -> list[Any]:
        archive = ArchiveWriter(url_of(database))
        bad = article("2", "بد", site=None)
        results = await asyncio.gather(
            archive.submit(article("1", "خوب")), archive.submit(bad), return_exceptions=True
        )
        await archive.close()
        return results

    good, bad = asyncio.run(main())
    assert good == "new"
    assert isinstance(bad, Exception)
    assert (codes(database, "خوب"), codes(database, "بد")) == (["1"], [])


def test_an_older_database_is_indexed(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "FIRST_SIZE", 2)
    make_older(url_of(database), "0003")
    engine = sa.create_engine(f"sqlite:///{database}")
    with engine.begin() as connection:
        for code in "12345":
            connection.exec_driver_sql(
                "INSERT INTO articles (site, url, news_code, title, sections, tags, images,"
                " fetched_at, revision, content_hash, problems) VALUES ('x', ?, ?, 'كتاب‌ها', '[]',"
                " '[\"چین\"]', '[]', '2021-07-13T14:38:00+00:00', 1, '0', '[]')",
                (code, code),
            )
    engine.dispose()
    assert sorted(codes(database, "کتابها چین")) == list("12345")
    store(database, article("1", "دفتر", content_hash="1"))
    assert sorted(codes(database, "کتاب")) == list("2345")
