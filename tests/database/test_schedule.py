from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from newscrawl.database import open_engine, schedule
from newscrawl.database.dialect import clock
from tests.conftest import on_both

pytestmark = on_both


@pytest.fixture
def engine(url: str) -> Iterator[sa.Engine]:
    engine = open_engine(url)
    with engine.begin() as connection:
        schedule.add(connection, ["a", "b", "c"], 3600, {"discover": "rss"})
    yield engine
    engine.dispose()


def take(engine: sa.Engine, worker: str, count: int, seconds: float = 60, **more: Any) -> list[str]:
    with engine.begin() as connection:
        taken = schedule.take(connection, worker, count, seconds, **more)
        return sorted(entry.site for entry in taken)


def finish(engine: sa.Engine, worker: str, site: str, problem: str | None) -> None:
    with engine.begin() as connection:
        schedule.finish(connection, worker, (site, "crawl"), problem)


def entry(engine: sa.Engine, site: str) -> schedule.Entry:
    with engine.begin() as connection:
        return next(entry for entry in schedule.entries(connection) if entry.site == site)


def test_workers_divide_the_sites(engine: sa.Engine) -> None:
    assert take(engine, "one", 2) == ["a", "b"]
    assert take(engine, "two", 2) == ["c"]
    assert take(engine, "three", 2) == []


def test_a_worker_does_not_wait_for_one_that_is_taking(engine: sa.Engine) -> None:
    if engine.dialect.name == "sqlite":
        return  # where one writes at a time
    with engine.begin() as connection:
        assert len(schedule.take(connection, "one", 2, 60)) == 2
        assert take(engine, "two", 2) == ["c"]


def test_what_a_dead_worker_had_is_taken_over(engine: sa.Engine) -> None:
    assert take(engine, "dead", 3, seconds=-5) == ["a", "b", "c"]
    assert take(engine, "alive", 1) == ["a"]
    finish(engine, "dead", "a", None)  # it was not dead after all
    assert entry(engine, "a").taken_by == "alive"
    with engine.begin() as connection:
        schedule.hold(connection, "dead", [("a", "crawl")], 60)
    assert take(engine, "alive", 3) == ["b", "c"]
    assert take(engine, "third", 3) == []


def test_a_good_crawl_is_followed_by_the_next_at_its_time(engine: sa.Engine) -> None:
    take(engine, "one", 1)
    finish(engine, "one", "a", None)
    found = entry(engine, "a")
    assert found.started_at is not None
    assert found.due_at - found.started_at == timedelta(hours=1)
    assert (found.taken_by, found.failures) == (None, 0)
    assert take(engine, "one", 3) == ["b", "c"]


def test_a_site_that_fails_is_left_alone_for_longer_and_longer(
    engine: sa.Engine, query: Any
) -> None:
    hours = []
    for _ in range(7):
        assert take(engine, "one", 1, only=["a"]) == ["a"]
        finish(engine, "one", "a", "exit code 1")
        found = entry(engine, "a")
        assert found.started_at is not None
        hours.append((found.due_at - found.started_at) / timedelta(hours=1))
        with engine.begin() as connection:
            due = {"due_at": clock(connection)}
            connection.execute(schedule.schedule.update().values(due))
    assert hours == [2, 4, 8, 16, 24, 24, 24]
    assert (found.failures, found.problem) == (7, "exit code 1")
    take(engine, "one", 1, only=["a"])
    finish(engine, "one", "a", None)
    assert (entry(engine, "a").failures, entry(engine, "a").problem) == (0, None)


def test_what_is_put_back_is_due_at_once_or_after_a_pause(engine: sa.Engine) -> None:
    assert take(engine, "one", 2) == ["a", "b"]
    with engine.begin() as connection:
        schedule.put_back(connection, "one", ("a", "crawl"))
        schedule.put_back(connection, "one", ("b", "crawl"), timedelta(minutes=1))
    assert take(engine, "two", 3) == ["a", "c"]


def test_scheduling_again_changes_how(engine: sa.Engine) -> None:
    take(engine, "one", 1)
    finish(engine, "one", "a", "exit code 1")
    with engine.begin() as connection:
        schedule.add(connection, ["a"], 60, {})
        assert schedule.missing(connection, ["a", "d"]) == ["d"]
    found = entry(engine, "a")
    assert (found.every, found.arguments, found.failures) == (60, {}, 0)
    assert take(engine, "one", 1, only=["a"]) == ["a"]
