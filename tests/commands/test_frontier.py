"""``scrapy frontier``."""

import json
from typing import Any

import pytest

from newscrawl.database.lock import SiteLock
from newscrawl.database.writes import Enqueue
from tests.builders import request, store
from tests.conftest import Database, Query, Scrapy, on_both, url_of

STATES = {"1": "failed", "2": "failed", "3": "pending", "4": "leased", "5": "done"}
CHANGES = (["retry"], ["drop"], ["forget", "--yes"])


@pytest.fixture(autouse=True)
def filled(database: Database, query: Query) -> None:
    """A frontier with a request in every state, and one of another site."""
    store(
        database,
        Enqueue("yjc", 1, [request(code) for code in STATES]),
        Enqueue("asriran", 1, [request("1", "asriran")]),
    )
    for code, state in STATES.items():
        query(
            "UPDATE frontier SET state = ?, attempts = 3, deaths = 2 "
            "WHERE site = 'yjc' AND key = ?",
            state,
            code,
        )
    query("UPDATE frontier SET reason = 'HTTP 500' WHERE state = 'failed'")


def states(query: Query, site: str = "yjc") -> dict[str, str]:
    rows = query("SELECT key, state FROM frontier WHERE site = ? ORDER BY id", site)
    return {row["key"]: row["state"] for row in rows}


def listed(command: Scrapy, *options: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(
        command("frontier", "list", "yjc", "--json", *options).stdout
    )
    return rows


@on_both
def test_list(command: Scrapy) -> None:
    assert {row["key"]: row["state"] for row in listed(command)} == STATES
    (failed,) = listed(command, "--state", "failed", "--limit", "1")
    assert failed == {
        "state": "failed",
        "key": "1",
        "url": "https://yjc.ir/fa/news/1",
        "priority": 0,
        "attempts": 3,
        "waits": 0,
        "due_at": None,
        "deaths": 2,
        "reason": "HTTP 500",
        "run": None,
        "leased_at": None,
    }
    shown = command("frontier", "list", "yjc", "--limit", "2").stdout
    assert "https://yjc.ir/fa/news/1" in shown
    assert "2 of 5" in shown


@on_both
def test_retry(command: Scrapy, query: Query) -> None:
    assert command("frontier", "retry", "yjc", "--code", "۱").stdout == "retried: 1 request\n"
    assert states(query) == {**STATES, "1": "pending"}
    (row,) = query("SELECT * FROM frontier WHERE site = 'yjc' AND key = '1'")
    assert (row["attempts"], row["deaths"], row["reason"]) == (0, 0, None)
    assert command("frontier", "retry", "yjc").stdout == "retried: 1 request\n"
    assert command("frontier", "retry", "yjc").stdout == "retried: 0 requests\n"


@on_both
@pytest.mark.parametrize(
    ("options", "left"),
    [
        ([], "45"),
        (["--state", "failed"], "345"),
        (["--state", "pending"], "1245"),
        (["--code", "2"], "1345"),
        (["--code", "4"], "12345"),
    ],
)
def test_drop(command: Scrapy, query: Query, options: list[str], left: str) -> None:
    result = command("frontier", "drop", "yjc", *options)
    assert result.stdout.startswith(f"dropped: {5 - len(left)} request")
    assert "".join(states(query)) == left


@on_both
def test_forget(command: Scrapy, query: Query) -> None:
    refused = command("frontier", "forget", "yjc")
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert states(query) == STATES
    assert command("frontier", "forget", "yjc", "--yes").stdout == "forgotten: 5 requests\n"
    assert states(query) == {}
    assert states(query, "asriran") == {"1": "pending"}


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change[0])
def test_nothing_changes_while_a_crawl_runs(
    command: Scrapy, query: Query, database: Database, change: list[str]
) -> None:
    lock = SiteLock(url_of(database), "yjc")
    lock.acquire()
    result = command("frontier", change[0], "yjc", *change[1:])
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == "newscrawl: error: another crawl of yjc is running\n"
    assert len(listed(command)) == len(STATES)
    lock.release()
    assert states(query) == STATES
    assert command("frontier", change[0], "yjc", *change[1:]).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "expected list, retry"),
        (["lst", "yjc"], "expected list, retry"),
        (["list"], "and the name of a site"),
        (["list", "yjcc"], "unknown site"),
        (["list", "yjc", "--state", "lost"], "--state: expected pending or waiting"),
        (["list", "yjc", "--limit", "many"], "--limit: expected a number"),
        (["list", "yjc", "--code", "1"], "frontier list takes no --code"),
        (["drop", "yjc", "--state", "leased"], "--state: expected pending or waiting or failed"),
        (["forget", "../yjc", "--yes"], "unknown site"),
    ],
)
def test_wrong_usage_is_one_line(
    command: Scrapy, query: Query, arguments: list[str], says: str
) -> None:
    result = command("frontier", *arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert says in result.stderr
    assert result.stderr.count("\n") == 1
    assert states(query) == STATES
