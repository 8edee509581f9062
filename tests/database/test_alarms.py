"""Alarms begin once, stand, and are over once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from newscrawl.database import alarms, open_engine
from tests.conftest import on_both

pytestmark = on_both
NOON = datetime(2021, 7, 13, 12, tzinfo=UTC)
FEW, LEAD = "3 new articles in 24 hours, usually 50", "lead: 10% of 50 articles have it"


@pytest.fixture
def connection(url: str) -> Iterator[sa.Connection]:
    engine = open_engine(url)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def find(
    connection: sa.Connection, run: int, findings: Mapping[str, str | None], scope: str = "front"
) -> tuple[list[str], list[str], list[str]]:
    """Monitors whose alarms began, were over, and stand after a crawl."""
    now = NOON + timedelta(hours=run)
    changes = alarms.update(connection, "yjc", scope, run, findings, now)
    return tuple(  # type: ignore[return-value]
        [alarm.monitor for alarm in found]
        for found in (changes.began, changes.over, changes.standing)
    )


def test_an_alarm_begins_once_stands_and_is_over_once(connection: sa.Connection) -> None:
    assert find(connection, 1, {"articles": None, "lead": None}) == ([], [], [])
    assert find(connection, 2, {"articles": FEW, "lead": None}) == (["articles"], [], ["articles"])
    assert find(connection, 3, {"articles": FEW, "lead": None}) == ([], [], ["articles"])
    assert find(connection, 4, {"articles": None, "lead": None}) == ([], ["articles"], [])
    assert find(connection, 5, {"articles": None, "lead": None}) == ([], [], [])
    assert find(connection, 6, {"articles": FEW}) == (["articles"], [], ["articles"])


def test_who_cannot_tell_changes_nothing(connection: sa.Connection) -> None:
    find(connection, 1, {"articles": FEW})
    assert find(connection, 2, {}) == ([], [], ["articles"])
    assert find(connection, 3, {"lead": LEAD}) == (["lead"], [], ["lead", "articles"])


def test_an_alarm_says_what_is_wrong_now_and_since_when(connection: sa.Connection) -> None:
    find(connection, 1, {"articles": FEW})
    find(connection, 2, {"articles": "2 new articles in 24 hours, usually 50"})
    (alarm,) = alarms.standing(connection, "yjc")
    assert alarm.problem.startswith("2 new")
    assert (alarm.run, alarm.began_at) == (1, NOON + timedelta(hours=1))
    assert alarms.standing(connection, "irna") == []
    assert alarms.standing(connection) == [alarm]


def test_each_scope_has_alarms_of_its_own(connection: sa.Connection) -> None:
    find(connection, 1, {"articles": FEW}, "front")
    assert find(connection, 2, {"articles": None}, "rss") == ([], [], [])
    assert [alarm.scope for alarm in alarms.standing(connection)] == ["front"]
    assert alarms.standing(connection, "yjc", "rss") == []
