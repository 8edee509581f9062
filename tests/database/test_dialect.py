"""Where SQLite and PostgreSQL differ, both do the same."""

import sqlalchemy as sa

from newscrawl.database import open_engine
from newscrawl.database.dialect import Among, clock, is_number, snapshot
from newscrawl.database.schema import articles
from tests.conftest import on_both
from tests.database.stories import article, store

pytestmark = on_both


def test_a_column_among_values(url: str) -> None:
    store(url, article("1"), article("2"), article(None, url="https://x.ir/a"))
    engine = open_engine(url)
    query = sa.select(articles.c.news_code).where(Among(articles.c.news_code, "codes"))
    with engine.connect() as connection:
        found = [
            sorted(connection.scalars(query, {"codes": codes})) for codes in ([], ["2", "3", "'"])
        ]
    engine.dispose()
    assert found == [[], ["2"]]


def test_numbers(url: str) -> None:
    codes = ["7", "007", "9" * 18, "9" * 19, "7a", "۷", "-7"]
    store(url, *(article(code) for code in codes))
    engine = open_engine(url)
    query = sa.select(articles.c.news_code).where(is_number(articles.c.news_code))
    with engine.connect() as connection:
        assert set(connection.scalars(query)) == {"7", "007", "9" * 18}
    engine.dispose()


def test_a_snapshot_does_not_see_what_comes_later(url: str) -> None:
    store(url, article("1"))
    engine = open_engine(url)
    count = sa.select(sa.func.count()).select_from(articles)
    with snapshot(engine) as connection:
        assert connection.scalar(count) == 1
        store(url, article("2"))
        assert connection.scalar(count) == 1
        assert clock(connection).utcoffset() is not None
    engine.dispose()
