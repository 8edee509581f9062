"""The full-text index on SQLite."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newscrawl.database.search.sqlite import fts5_expression
from newscrawl.search import QueryError, parse
from tests.database.search.indexed import WORDS, article, store


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
        expression = fts5_expression(parse(text))
    except QueryError:
        return
    connection = sqlite3.connect(some)
    connection.execute("SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?", (expression,))
    connection.close()
