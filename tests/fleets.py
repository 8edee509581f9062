"""A fabricated fleet: sites, their crawls, the schedule, workers and alarms."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from newscrawl.database import open_engine
from newscrawl.database.schema import (
    alarms,
    articles,
    crawls,
    failures,
    frontier,
    schedule,
    workers,
)
from tests.conftest import Database, url_of

HOUR = timedelta(hours=1)
PROBLEM = "the crawl was ended: 15 requests in a row failed, the last one: «خطا» HTTP 503"


def scheduled(site: str, due_at: datetime, **values: Any) -> dict[str, Any]:
    given = {"name": "crawl", "arguments": {}, "every": 3600, "is_of_all": True, "failures": 0}
    return {**given, "problem": None, "site": site, "due_at": due_at, **values}


def crawl(run: int, site: str, at: datetime, **values: Any) -> dict[str, Any]:
    given = {"arguments": {}, "finish_reason": "finished", "stats": {}, "scope": "", "epoch": run}
    ended = {"started_at": at, "finished_at": at + timedelta(minutes=3)}
    return {"run": run, "spider": site, **given, **ended, **values}


def alarm(site: str, began_at: datetime, **values: Any) -> dict[str, Any]:
    given = {"scope": "", "monitor": "end of the crawl", "problem": PROBLEM, "run": 1}
    return {"site": site, "began_at": began_at, **given, **values}


def stored(site: str, number: int, at: datetime) -> dict[str, Any]:
    lists: dict[str, Any] = {name: [] for name in ("sections", "tags", "images", "problems")}
    return {
        "site": site, "news_code": str(number), "url": f"https://{site}.ir/fa/news/{number}",
        "title": "عنوان", "body": "متن", "published_at": at, "published_jalali": "1405-09-05",
        "fetched_at": at, "revision": 1, "content_hash": str(number), **lists,
    }  # fmt: skip


def failed(site: str, number: int, at: datetime, **values: Any) -> dict[str, Any]:
    given = {"url": f"https://{site}.ir/x/{number}", "news_code": str(number), "reason": "HTTP 500"}
    return {"site": site, "at": at, "is_missing": False, "is_waiting": False, **given, **values}


def waiting(site: str, number: int, at: datetime, **values: Any) -> dict[str, Any]:
    given = {"fingerprint": str(number), "url": f"https://{site}.ir/x/{number}", "priority": 0}
    counts = {"epoch": 1, "attempts": 0, "deaths": 0, "waits": 1, "request": "{}"}
    return {"site": site, "state": "waiting", "due_at": at, **given, **counts, **values}


def worker(name: str, seen_at: datetime, **values: Any) -> dict[str, Any]:
    given = {"started_at": seen_at - 9 * HOUR, "slots": 8, "crawling": 3}
    return {"name": name, "seen_at": seen_at, **given, **values}


def write(database: Database, rows: dict[sa.Table, list[dict[str, Any]]]) -> None:
    """Write rows into the tables of an archive."""
    engine = open_engine(url_of(database))
    with engine.begin() as connection:
        for table, values in rows.items():
            if values:
                connection.execute(table.insert(), values)
    engine.dispose()


def make_fleet(database: Database, sites: int = 760, late: int = 9, alarmed: int = 3) -> datetime:
    """A fleet whose sites are well, except the first ones; returns the moment of it.

    Sites are ``site000`` …: the first are in alarm, each an hour longer than the one before it, the
    next are late in the same way. A worker was seen two minutes ago.
    """
    now = datetime.now(UTC).replace(microsecond=0)
    names = [f"site{number:03}" for number in range(sites)]
    is_late = set(names[alarmed : alarmed + late])
    due = {
        name: now - (number + 1) * HOUR if name in is_late else now + (number % 60) * HOUR / 60
        for number, name in enumerate(names)
    }
    runs = [(name, hours) for hours in (2, 1) for name in names]
    write(
        database,
        {
            articles: [stored(name, n, now - n * HOUR) for name in names for n in (1, 2)],
            crawls: [crawl(n, name, now - h * HOUR) for n, (name, h) in enumerate(runs, 1)],
            failures: [
                failed(name, n, now, reason=reason, is_missing=reason == "HTTP 404")
                for name in names
                for n, reason in enumerate(("HTTP 404", "HTTP 404", "HTTP 500"))
            ],
            frontier: [waiting(name, 1, now) for name in names],
            schedule: [scheduled(name, at) for name, at in due.items()],
            alarms: [alarm(name, now - (n + 1) * HOUR) for n, name in enumerate(names[:alarmed])],
            workers: [worker("host:12:ab", now - timedelta(minutes=2))],
        },
    )
    return now
