"""What the archive holds, for people and programs: reads only, never in the way of a crawl."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from datetime import datetime
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from newscrawl.database.dialect import snapshot
from newscrawl.database.engine import DatabaseError, in_one_line, open_engine, shown
from newscrawl.database.schema import archive_days, articles, crawls, failures, frontier
from newscrawl.frontier.table import State
from newscrawl.persian.calendar import in_tehran, to_gregorian

#: How many rows are in memory at a time.
BATCH = 500
#: How many crawls of a site its status tells of.
LAST_RUNS = 3


@contextmanager
def reading(url: str) -> Iterator[sa.Connection]:
    """A connection that sees the archive as it is now, and does not wait for crawls.

    Raises:
        DatabaseError: if the database cannot be opened, or a query on the connection fails.
    """
    engine = open_engine(url)
    try:
        with snapshot(engine) as connection:
            yield connection
    except SQLAlchemyError as error:
        raise DatabaseError(f"cannot read {shown(url)}: {in_one_line(error)}") from error
    finally:
        engine.dispose()


# -- status ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Run:
    """A crawl."""

    run: int
    started_at: datetime
    #: ``None`` while it runs, and for ever where it was killed.
    finished_at: datetime | None
    finish_reason: str | None
    arguments: dict[str, Any]
    #: What its monitors found wrong.
    alarms: list[str]


@dataclass(frozen=True, slots=True)
class Days:
    """Days of a site's archive, one after the other, whose lists were read to the end."""

    #: ``YYYY-MM-DD`` in the Jalali calendar.
    first: str
    last: str
    days: int


@dataclass(slots=True)
class SiteStatus:
    """What the archive holds of a site."""

    site: str
    articles: int = 0
    #: When the newest article was published, and that day in the Jalali calendar.
    newest: datetime | None = None
    newest_jalali: str | None = None
    #: Requests by state.
    pending: int = 0
    leased: int = 0
    done: int = 0
    failed: int = 0
    #: How many pages failed for each reason, the most frequent first.
    failures: dict[str, int] = field(default_factory=dict)
    #: Articles that the site has no more.
    vanished: int = 0
    #: Newest first; between them days are missing.
    archive_days: list[Days] = field(default_factory=list)
    #: Newest first.
    last_runs: list[Run] = field(default_factory=list)


def sites(connection: sa.Connection) -> list[str]:
    """Every site that the archive has anything of."""
    columns = (articles.c.site, frontier.c.site, failures.c.site, crawls.c.spider)
    found: set[str] = set()
    for column in columns:
        found |= set(connection.scalars(sa.select(column).distinct()))
    return sorted(found)


def status(connection: sa.Connection, site: str | None = None) -> list[SiteStatus]:
    """The status of a site, or of every site that the archive has anything of."""
    found = {name: SiteStatus(name) for name in ([site] if site else sites(connection))}
    for name, count in _counts(connection, articles.c.site, site):
        found[name].articles = count
    gone = articles.c.vanished_at.is_not(None)
    for name, count in _counts(connection, articles.c.site, site, where=gone):
        found[name].vanished = count
    for name, state, count in _counts(connection, frontier.c.site, site, frontier.c.state):
        setattr(found[name], State(state), count)
    reasons = _counts(connection, failures.c.site, site, failures.c.reason)
    for name, reason, count in sorted(reasons, key=lambda row: (-row[2], row[1])):
        found[name].failures[reason] = count
    for status in found.values():
        status.newest, status.newest_jalali = _newest(connection, status.site)
        status.archive_days = _archive_days(connection, status.site)
        status.last_runs = _last_runs(connection, status.site)
    return list(found.values())


def _counts(
    connection: sa.Connection,
    site_column: sa.Column[str],
    site: str | None,
    *by: sa.Column[str],
    where: sa.ColumnElement[bool] | None = None,
) -> list[Any]:
    query = sa.select(site_column, *by, sa.func.count()).group_by(site_column, *by)
    if site is not None:
        query = query.where(site_column == site)
    if where is not None:
        query = query.where(where)
    return list(connection.execute(query))


def _newest(connection: sa.Connection, site: str) -> tuple[datetime | None, str | None]:
    newest = connection.execute(
        sa.select(articles.c.published_at, articles.c.published_jalali)
        .where(articles.c.site == site, articles.c.published_at.is_not(None))
        .order_by(articles.c.published_at.desc())
        .limit(1)
    ).first()
    return (None, None) if newest is None else (in_tehran(newest[0]), newest[1])


def _archive_days(connection: sa.Connection, site: str) -> list[Days]:
    query = sa.select(archive_days.c.day).where(archive_days.c.site == site)
    days: dict[int, str] = {}
    for name in connection.scalars(query.order_by(archive_days.c.day.desc())):
        day = to_gregorian(*map(int, name.split("-")))
        if day is not None:
            days[day.toordinal()] = name
    # Days in a row differ from their places by the same number.
    rows = groupby(enumerate(days), key=lambda place_and_day: sum(place_and_day))
    runs = ([day for _, day in run] for _, run in rows)
    return [Days(days[run[-1]], days[run[0]], len(run)) for run in runs]


def _last_runs(connection: sa.Connection, site: str) -> list[Run]:
    names = [column.name for column in fields(Run) if column.name != "alarms"]
    query = (
        sa.select(*(crawls.c[name] for name in names), crawls.c.stats)
        .where(crawls.c.spider == site)
        .order_by(crawls.c.started_at.desc(), crawls.c.run.desc())
        .limit(LAST_RUNS)
    )
    return [
        Run(**{name: row[name] for name in names}, alarms=row["stats"].get("newscrawl/alarms", []))
        for row in connection.execute(query).mappings()
    ]


# -- the frontier ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Request:
    """A request that the frontier knows."""

    state: str
    #: Of an article: its news code, or its address where it has none.
    key: str | None
    url: str
    priority: int
    attempts: int
    deaths: int
    reason: str | None
    run: int | None
    leased_at: datetime | None


def requests(
    connection: sa.Connection, site: str, state: str | None = None, limit: int | None = None
) -> Iterator[Request]:
    """Requests of a site, in the order in which they are made."""
    query = (
        sa.select(*(frontier.c[column.name] for column in fields(Request)))
        .where(*_requests(site, state))
        .order_by(frontier.c.priority.desc(), frontier.c.id)
        .limit(limit)
        .execution_options(yield_per=BATCH)
    )
    for row in connection.execute(query):
        yield Request(*row)


def count_requests(connection: sa.Connection, site: str, state: str | None = None) -> int:
    """How many requests of a site the frontier knows."""
    query = sa.select(sa.func.count()).select_from(frontier).where(*_requests(site, state))
    return connection.scalar(query) or 0


def _requests(site: str, state: str | None) -> list[sa.ColumnElement[bool]]:
    # A literal: SQLite uses an index of pending requests only where it sees the word.
    known = [] if state is None else [frontier.c.state == sa.literal_column(f"'{State(state)}'")]
    return [frontier.c.site == site, *known]


def field_coverage(
    connection: sa.Connection, site: str, names: Sequence[str], last: int = 500
) -> tuple[int, dict[str, int]]:
    """How many of the articles of a site that were stored last there are, and how many of them have
    each of some fields; a list that is empty counts as missing."""
    newest = (
        sa.select(*(articles.c[name] for name in names))
        .where(articles.c.site == site)
        .order_by(articles.c.id.desc())
        .limit(last)
    )
    rows = connection.execute(newest).all()
    return len(rows), {
        name: sum(bool(row[place]) for row in rows) for place, name in enumerate(names)
    }
