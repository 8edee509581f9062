"""What is to be told waits until it is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from newscrawl.database import open_engine, outbox
from newscrawl.database.outbox import Message, Taken
from tests.conftest import on_both

pytestmark = on_both
NOW = datetime(2021, 7, 13, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def connection(url: str) -> Iterator[sa.Connection]:
    engine = open_engine(url)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def message(key: str, destination: str = "notify:a") -> Message:
    return Message(key, destination, "عنوان", "متن\nسطر دوم")


def take(connection: sa.Connection, now: datetime = NOW, *destinations: str) -> list[Taken]:
    return outbox.take(connection, destinations or ("notify:a",), now, limit=10, hold_seconds=120)


def test_a_message_is_put_once_and_delivered_once(connection: sa.Connection) -> None:
    outbox.put(connection, [message("1"), message("2")], NOW)
    outbox.put(connection, [message("1")], NOW)
    one, two = take(connection)
    assert (one.title, one.body) == ("عنوان", "متن\nسطر دوم")
    for taken in (one, two):
        outbox.delivered(connection, taken, NOW)
    assert take(connection, NOW + timedelta(days=30)) == []
    outbox.put(connection, [message("1")], NOW + MINUTE)
    assert take(connection, NOW + timedelta(days=30)) == []
    assert outbox.undelivered(connection) == outbox.Undelivered(0, 0, None)


def test_what_one_delivers_nobody_else_takes_until_it_is_taken_for_dead(
    connection: sa.Connection,
) -> None:
    outbox.put(connection, [message("1")], NOW)
    (taken,) = take(connection)
    assert take(connection, NOW + MINUTE) == []
    assert take(connection, NOW + 3 * MINUTE) == [taken]


def test_a_message_waits_longer_after_each_try_and_is_given_up_at_last(
    connection: sa.Connection,
) -> None:
    outbox.put(connection, [message("1")], NOW)
    now, pauses = NOW, []
    while (waiting := outbox.undelivered(connection)).waiting:
        (taken,) = take(connection, now)
        outbox.not_delivered(connection, taken, "connection refused", now)
        due = connection.scalar(sa.text("SELECT due_at FROM outbox"))
        if due is None:
            break
        due = due if isinstance(due, datetime) else datetime.fromisoformat(due)
        pauses.append(due.astimezone(UTC) - now)
        assert take(connection, due - timedelta(seconds=1)) == []
        now = due.astimezone(UTC)
    assert pauses[:4] == [MINUTE, 2 * MINUTE, 4 * MINUTE, 8 * MINUTE]
    assert max(pauses) == timedelta(hours=6)
    assert timedelta(days=13) < now - NOW <= timedelta(days=14)
    assert waiting.waiting == 1
    assert outbox.undelivered(connection) == outbox.Undelivered(0, 1, "connection refused")
    assert take(connection, now + timedelta(days=100)) == []


def test_only_messages_to_known_destinations_are_taken(connection: sa.Connection) -> None:
    outbox.put(connection, [message("1", "notify:a"), message("2", "notify:b")], NOW)
    assert [taken.destination for taken in take(connection, NOW, "notify:b")] == ["notify:b"]
    assert take(connection, NOW, "notify:c") == []
    assert outbox.undelivered(connection).waiting == 2
