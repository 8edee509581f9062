"""The full-text index, and articles found by it."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command as alembic
from alembic.config import Config
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newscrawl.database import Archive, search, search_sqlite
from newscrawl.database import engine as engine_module
from newscrawl.database.hits import Order, find
from newscrawl.database.reports import reading
from newscrawl.database.search_postgresql import tsquery
from newscrawl.database.selection import Selection
from newscrawl.items import Article
from newscrawl.search import QueryError, parse
from tests.conftest import (
    POSTGRES_URL,
    Database,
    needs_postgresql,
    on_both,
    on_postgresql,
    url_of,
)


def article(code: str, title: str, **fields: Any) -> Article:
    values: dict[str, Any] = {
        "site": "x",
        "url": f"https://x.ir/fa/news/{code}",
        "body": "متن",
        "fetched_at": "2021-07-13T14:38:00+00:00",
        "content_hash": title,
    }
    return Article(**{**values, "news_code": code, "title": title, **fields})


def store(database: Database, *articles: Article) -> list[Any]:
    async def main() -> list[Any]:
        archive = Archive(url_of(database))
        try:
            return await asyncio.gather(*(archive.submit(one) for one in articles))
        finally:
            await archive.close()

    return asyncio.run(main())


def codes(database: Database, query: str, order: Order = Order.NEWEST, **filters: Any) -> list[str]:
    with reading(url_of(database)) as connection:
        selection = Selection(query=parse(query), **filters)
        return [hit.article.news_code or "" for hit in find(connection, selection, order, 10)]


WORDS = {
    "1": "او می‌شود گفت",
    "2": "او میشود گفت",
    "3": "او می شود گفت",
    "4": "مُحَمَّد ۱۴۰۲ COVID-19",
    "5": "نام محمد در 1402 Covid 19",
    "6": "كتاب‌هاي مســئول",
    "7": "کتابهای مسئول",
}


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


@on_both
def test_every_text_of_an_article_is_searched(database: Database) -> None:
    fields = {"kicker": "روتیتر", "lead": "لید", "body": "بند یک\nبند دو", "author": "نویسنده"}
    store(database, article("1", "عنوان", tags=["برچسب اول", "دوم"], **fields))
    for query in ("روتیتر", "لید", '"یک بند"', "نویسنده", '"برچسب اول"', "عنوان دوم"):
        assert codes(database, query) == ["1"], query
    assert codes(database, '"اول دوم"') == []  # two tags are no phrase


@on_both
def test_order_and_filters(database: Database) -> None:
    moment = "2021-07-13T1{}:00:00+04:30".format
    store(
        database,
        article("1", "ویچت", published_at=moment(2), sections=["بین‌الملل", "چین"]),
        article("2", "تنسنت", body="ویچت", published_at=moment(3), tags=["چین"], site="y"),
        article("3", "تنسنت", lead="ویچت", published_at=None),
    )
    assert codes(database, "ویچت") == ["2", "1", "3"]
    assert codes(database, "ویچت", Order.BEST) == ["1", "3", "2"]
    for order in Order:
        assert codes(database, "ویچت", order, site="y") == ["2"]
        assert codes(database, "ویچت", order, section="بين الملل") == ["1"]
        assert codes(database, "ویچت", order, tag="چین") == ["2"]
        assert codes(database, "ویچت", order, tag="الملل") == []


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
        archive = Archive(url_of(database))
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
    monkeypatch.setattr(search, "_BATCH", 2)
    engine = sa.create_engine(f"sqlite:///{database}")
    with engine.begin() as connection:
        config = Config()
        folder = Path(engine_module.__file__).parent / "migrations"
        config.set_main_option("script_location", str(folder))
        config.attributes["connection"] = connection
        alembic.upgrade(config, "0003")
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


@on_both
def test_more_hits_than_a_query_has_variables(database: Database, query: Any) -> None:
    store(database, *(article(str(code), "ویچت") for code in range(1200)))
    with reading(url_of(database)) as connection:
        for order in Order:
            hits = find(connection, Selection(query=parse("ویچت")), order, None)
            assert len({hit.article.news_code for hit in hits}) == 1200


@pytest.fixture(scope="module")
def some(tmp_path_factory: pytest.TempPathFactory) -> Path:
    database = tmp_path_factory.mktemp("search") / "news.db"
    store(database, *(article(code, title) for code, title in WORDS.items()))
    return database


@given(
    st.text(alphabet="می‌شود aB \"-*()'،.:^{}+\n كَ\0NOTANDOR", max_size=30) | st.text(max_size=15)
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
def test_no_query_is_an_error_of_the_database(some: Path, text: str) -> None:
    try:
        expression = search_sqlite.fts5_expression(parse(text))
    except QueryError:
        return
    connection = sqlite3.connect(some)
    connection.execute("SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?", (expression,))
    connection.close()


@needs_postgresql
def test_no_query_is_an_error_of_postgresql() -> None:
    engine = sa.create_engine(POSTGRES_URL)
    with engine.connect() as connection:

        @given(st.text(alphabet="می‌شود aB \"-*()'،.:^{}+\n كَ&|!<>\\", max_size=30))
        @settings(max_examples=200)
        def check(text: str) -> None:
            try:
                expression = tsquery(parse(text))
            except QueryError:
                return
            connection.execute(sa.text("SELECT CAST(:q AS tsquery)"), {"q": expression})

        check()
    engine.dispose()


@on_postgresql
def test_a_text_without_end_is_indexed_as_far_as_it_goes(database: Database) -> None:
    body = " ".join(f"واژه{number}" for number in range(20_000)) + " پایان " * 300 + "ا" * 3000
    store(database, article("1", "عنوان", body=body))
    assert codes(database, "واژه19999 پایان") == ["1"]
