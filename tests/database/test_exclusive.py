"""Changing requests while no crawl runs; the rest is in tests/commands/test_frontier.py."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from newscrawl.database import DatabaseError, frontier
from newscrawl.database.exclusive import changing
from newscrawl.database.frontier import State
from newscrawl.database.lock import SiteLock
from newscrawl.database.writes import Enqueue
from tests.builders import request, store
from tests.conftest import Database, Query, on_both


@on_both
def test_requests_are_changed_in_one_transaction(
    database: Database, url: str, query: Query
) -> None:
    store(database, Enqueue("yjc", 1, [request(code) for code in "123"]))
    query("UPDATE frontier SET state = 'failed', attempts = 3, deaths = 1 WHERE key <> '3'")
    with changing(url, "yjc", 60) as connection:
        assert frontier.retry(connection, "yjc", "1") == 1
        assert frontier.drop(connection, "yjc", [State.FAILED]) == 1
        assert frontier.forget(connection, "other") == 0
    rows = query("SELECT key, state, attempts, deaths FROM frontier ORDER BY key")
    assert [tuple(row.values()) for row in rows] == [
        ("1", "pending", 0, 0),
        ("3", "pending", 0, 0),
    ]
    with pytest.raises(ZeroDivisionError), changing(url, "yjc", 60) as connection:
        frontier.forget(connection, "yjc")
        raise ZeroDivisionError
    assert len(query("SELECT * FROM frontier")) == 2


def test_what_the_database_says_is_one_line(url: str) -> None:
    with pytest.raises(DatabaseError) as error, changing(url, "yjc", 60) as connection:
        connection.execute(sa.text("DELETE FROM no_table"))
    assert str(error.value) == f"cannot write {url}: no such table: no_table"


def test_no_crawl_can_start_before_the_end(url: str) -> None:
    lock = SiteLock(url, "yjc")
    with changing(url, "yjc", 60), pytest.raises(DatabaseError, match="another crawl of yjc"):
        lock.acquire()
    lock.acquire()
    lock.release()
