"""``scrapy frontier``, as a user runs it."""

import asyncio
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from newscrawl.database import Archive
from newscrawl.database.archive import Enqueue
from newscrawl.database.lock import SiteLock
from newscrawl.frontier.table import Row
from tests.conftest import Query, Scrapy

STATES = {"1": "failed", "2": "failed", "3": "pending", "4": "leased", "5": "done"}
CHANGES = (["retry"], ["drop"], ["forget", "--yes"])


@pytest.fixture(autouse=True)
def filled(database: Path) -> None:
    """A frontier with a request in every state, and one of another site."""
    asyncio.run(_fill(f"sqlite:///{database}"))
    with sqlite3.connect(database) as connection:
        connection.executemany(
            "UPDATE frontier SET state = ?, attempts = 3, deaths = 2 "
            "WHERE site = 'yjc' AND key = ?",
            [(state, code) for code, state in STATES.items()],
        )
        connection.execute("UPDATE frontier SET reason = 'HTTP 500' WHERE state = 'failed'")
    connection.close()


async def _fill(url: str) -> None:
    archive = Archive(url)
    for site, codes in (("yjc", STATES), ("asriran", ["1"])):
        rows = [Row(code, f"https://{site}.ir/fa/news/{code}", code, 0, "{}") for code in codes]
        await archive.submit(Enqueue(site, 1, rows))
    await archive.close()


def states(query: Query, site: str = "yjc") -> dict[str, str]:
    rows = query("SELECT key, state FROM frontier WHERE site = ? ORDER BY id", site)
    return {row["key"]: row["state"] for row in rows}


def listed(scrapy: Scrapy, *options: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(
        scrapy("frontier", "list", "yjc", "--json", *options).stdout
    )
    return rows


def test_list(scrapy: Scrapy) -> None:
    assert {row["key"]: row["state"] for row in listed(scrapy)} == STATES
    (failed,) = listed(scrapy, "--state", "failed", "--limit", "1")
    assert failed == {
        "state": "failed",
        "key": "1",
        "url": "https://yjc.ir/fa/news/1",
        "priority": 0,
        "attempts": 3,
        "deaths": 2,
        "reason": "HTTP 500",
        "run": None,
        "leased_at": None,
    }
    shown = scrapy("frontier", "list", "yjc", "--limit", "2").stdout
    assert "https://yjc.ir/fa/news/1" in shown
    assert "2 of 5" in shown


def test_retry(scrapy: Scrapy, query: Query) -> None:
    assert scrapy("frontier", "retry", "yjc", "--code", "۱").stdout == "retried: 1 request\n"
    assert states(query) == {**STATES, "1": "pending"}
    (row,) = query("SELECT * FROM frontier WHERE site = 'yjc' AND key = '1'")
    assert (row["attempts"], row["deaths"], row["reason"]) == (0, 0, None)
    assert scrapy("frontier", "retry", "yjc").stdout == "retried: 1 request\n"
    assert scrapy("frontier", "retry", "yjc").stdout == "retried: 0 requests\n"


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
def test_drop(scrapy: Scrapy, query: Query, options: list[str], left: str) -> None:
    result = scrapy("frontier", "drop", "yjc", *options)
    assert result.stdout.startswith(f"dropped: {5 - len(left)} request")
    assert "".join(states(query)) == left


def test_forget(scrapy: Scrapy, query: Query) -> None:
    refused = scrapy("frontier", "forget", "yjc")
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert states(query) == STATES
    assert scrapy("frontier", "forget", "yjc", "--yes").stdout == "forgotten: 5 requests\n"
    assert states(query) == {}
    assert states(query, "asriran") == {"1": "pending"}


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change[0])
def test_nothing_changes_while_a_crawl_runs(
    scrapy: Scrapy, query: Query, database: Path, change: list[str]
) -> None:
    lock = SiteLock(f"sqlite:///{database}", "yjc")
    lock.acquire()
    result = scrapy("frontier", change[0], "yjc", *change[1:])
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == "newscrawl: error: another crawl of yjc is running\n"
    assert len(listed(scrapy)) == len(STATES)
    lock.release()
    assert states(query) == STATES
    assert scrapy("frontier", change[0], "yjc", *change[1:]).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "expected list, retry"),
        (["lst", "yjc"], "expected list, retry"),
        (["list"], "and the name of a site"),
        (["list", "yjcc"], "unknown site"),
        (["list", "yjc", "--state", "lost"], "--state: expected pending or leased"),
        (["list", "yjc", "--limit", "many"], "--limit: expected a number"),
        (["list", "yjc", "--code", "1"], "frontier list takes no --code"),
        (["drop", "yjc", "--state", "leased"], "--state: expected pending or failed"),
        (["forget", "../yjc", "--yes"], "unknown site"),
    ],
)
def test_wrong_usage_is_one_line(
    scrapy: Scrapy, query: Query, arguments: list[str], says: str
) -> None:
    result = scrapy("frontier", *arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert says in result.stderr
    assert result.stderr.count("\n") == 1
    assert states(query) == STATES
