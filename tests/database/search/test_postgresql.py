"""The full-text index on PostgreSQL."""

import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.database.search.postgresql import tsquery
from newscrawl.search import QueryError, parse
from tests.conftest import POSTGRES_URL, Database, needs_postgresql, on_postgresql
from tests.database.search.indexed import article, codes, store


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
