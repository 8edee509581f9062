from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from newscrawl.database import open_engine, workers
from tests.conftest import Query, on_both

pytestmark = on_both


@pytest.fixture
def engine(url: str) -> Iterator[sa.Engine]:
    engine = open_engine(url)
    yield engine
    engine.dispose()


def seen(engine: sa.Engine) -> list[tuple[str, int, int]]:
    with engine.connect() as connection:
        return [(one.name, one.slots, one.crawling) for one in workers.seen(connection)]


def record(engine: sa.Engine, name: str, crawling: int = 0) -> None:
    with engine.begin() as connection:
        workers.record(connection, name, 4, crawling)


def test_a_worker_is_seen_until_it_ends(engine: sa.Engine, query: Query) -> None:
    record(engine, "one")
    query("UPDATE workers SET started_at = ?, seen_at = ?", *["2026-01-01T00:00:00+00:00"] * 2)
    record(engine, "two")
    record(engine, "two", 3)
    assert seen(engine) == [("two", 4, 3), ("one", 4, 0)]
    record(engine, "one", 1)
    with engine.begin() as connection:
        one = next(one for one in workers.seen(connection) if one.name == "one")
        assert one.started_at == datetime(2026, 1, 1, tzinfo=UTC)
        assert datetime.now(UTC) - one.seen_at < timedelta(minutes=1)
        workers.forget(connection, "two")
    assert seen(engine) == [("one", 4, 1)]


def test_workers_that_died_long_ago_are_forgotten(engine: sa.Engine, query: Query) -> None:
    ages = {"old": 8.0, "yesterday": 1.0, "now": 0.0, "of a wrong clock": -365.0}
    for name, days in ages.items():
        record(engine, name)
        moment = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="seconds")
        query("UPDATE workers SET seen_at = ? WHERE name = ?", moment, name)
    with engine.begin() as connection:
        workers.clean(connection)
    assert [name for name, *_ in seen(engine)] == ["now", "yesterday"]
