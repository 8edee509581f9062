"""The words of a batch: no text that a database finds is left out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.database import open_engine, search
from newscrawl.database.schema import articles
from newscrawl.search import QueryError, parse
from newscrawl.search.candidates import TextBatch
from tests.conftest import fresh_schema, needs_postgresql

_WORDS = """كتاب‌هاي کتاب کتابخانه می‌شود میشود می شود آب اب أخبار خانهٔ خانۀ مؤسسه 123,450
۱۲۳٬۴۵۰ 123450 naïve naive NAÏVE cafés İstanbul istanbul straße STRASSE تهران. «تهران» ویچ_تن
مُحَمَّد ﷲ ﻛﺘﺎب fiﬁ ① x² 日本 Ωmega دانشجویان دانشجو اِ ۀ"""
WORDS = st.sampled_from([*_WORDS.split(), "cafe\u0301s", "\u0610علی"])
QUERIES = st.lists(
    st.builds(lambda sign, word: sign + word, st.sampled_from(["", "", "-", "title:"]), WORDS)
    | st.builds(lambda word: word + "*", WORDS)
    | st.builds(lambda a, b: f'"{a} {b}"', WORDS, WORDS)
    | st.just("OR"),
    min_size=1,
    max_size=4,
).map(" ".join)
TEXTS = st.lists(
    st.tuples(*[st.lists(WORDS, max_size=4).map(" ".join)] * 2), min_size=1, max_size=4
)


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgresql", marks=needs_postgresql)]
)
def engine(request: pytest.FixtureRequest) -> Iterator[sa.Engine]:
    if request.param == "sqlite":
        engine = open_engine("sqlite://")
        yield engine
        engine.dispose()
        return
    with fresh_schema() as url:
        engine = open_engine(url)
        yield engine
        engine.dispose()


@given(texts=TEXTS, query=QUERIES)
def test_what_a_database_finds_is_a_candidate(
    engine: sa.Engine, texts: list[tuple[str, str]], query: str
) -> None:
    try:
        parsed = parse(query)
    except QueryError:
        return
    with engine.connect() as connection:
        rows = [_row(id, *text) for id, text in enumerate(texts, 1)]
        connection.execute(articles.insert(), rows)
        search.add_rows(connection, rows)
        indexed = {row["id"]: search.row_of(row["id"], row) for row in rows}
        batch = TextBatch(
            {id: [v for k, v in row.items() if k != "id"] for id, row in indexed.items()}
        )
        found = _ids(connection, search.matching(parsed, engine.dialect.name))
        among = search.matching_among(connection, [(parsed, [1, 2, 99]), (parsed, [2])])
        connection.rollback()
    assert found <= set(batch.candidates(parsed))
    assert among == [sorted(found & {1, 2}), sorted(found & {2})]


def _ids(connection: sa.Connection, condition: sa.ColumnElement[bool]) -> set[int]:
    return set(connection.scalars(sa.select(articles.c.id).where(condition)))


def _row(id: int, title: str, body: str) -> dict[str, object]:
    return {
        "id": id, "site": "yjc", "url": f"https://yjc.ir/{id}", "title": title, "kicker": None,
        "lead": None, "body": body, "sections": [], "tags": [], "images": [], "author": None,
        "fetched_at": datetime.now(UTC), "revision": 1, "content_hash": "", "problems": [],
    }  # fmt: skip


def test_few_texts_are_candidates() -> None:
    texts = {id: [f"خبر شماره {id} از تهران"] for id in range(1000)}
    batch = TextBatch(texts)
    assert batch.candidates(parse("شماره 77")) == [77]
    assert batch.candidates(parse("شماره 99*")) == [99, *range(990, 1000)]
    assert batch.candidates(parse("مشهد OR 5 خبر")) == [5]
    assert batch.candidates(parse("مشهد")) == []
