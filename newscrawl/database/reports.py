"""The content of the archive, for people and programs. Only reads, and never blocks a crawl."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from datetime import datetime
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from newscrawl.database.alarms import Alarm, standing
from newscrawl.database.comments import count_comments
from newscrawl.database.dialect import snapshot
from newscrawl.database.engine import DatabaseError, in_one_line, open_for_reading, shown
from newscrawl.database.failedpages import failures_by_reason, without
from newscrawl.database.frontier import State
from newscrawl.database.schema import alarms, archive_days, articles, crawls, failures, frontier
from newscrawl.database.selection import COLUMNS, NEWEST_FIRST, article_of
from newscrawl.database.totals import totals_of
from newscrawl.database.waiting import count_waiting
from newscrawl.items import Article, Failure
from newscrawl.persian.calendar import in_tehran, to_gregorian

#: Rows in memory at a time.
BATCH = 500
#: Number of crawls in the status of a site.
LAST_RUNS = 3


@contextmanager
def reading(url: str, *, migrates: bool = True) -> Iterator[sa.Connection]:
    """A connection that sees the archive as it is now, neither writes nor locks, and never waits.

    Args:
        migrates: see :func:`newscrawl.database.engine.open_for_reading`.

    Raises:
        DatabaseError: if the database cannot be opened, or a query on the connection fails.
    """
    engine = open_for_reading(url, migrates=migrates)
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
    #: The numbers of it, as Scrapy and newscrawl count.
    stats: dict[str, Any]
    #: Problems that its monitors found.
    alarms: list[str]
    #: An alarm of its scope stood when it was over, whether or not this crawl found it.
    is_alarmed: bool


@dataclass(frozen=True, slots=True)
class Days:
    """Consecutive days of a site's own archive whose lists were read completely."""

    #: ``YYYY-MM-DD`` in the Jalali calendar.
    first: str
    last: str
    days: int


@dataclass(slots=True)
class SiteStatus:
    """What the archive has of a site."""

    site: str
    articles: int = 0
    #: When the newest article was published, and that day in the Jalali calendar.
    newest: datetime | None = None
    newest_jalali: str | None = None
    #: Requests by state.
    pending: int = 0
    #: Requests that wait until an outage is over, and when the first of them is due.
    waiting: int = 0
    due_at: datetime | None = None
    leased: int = 0
    done: int = 0
    failed: int = 0
    #: Reason → number of failed pages, the most frequent first.
    failures: dict[str, int] = field(default_factory=dict)
    #: Of these, the pages of which the site says that they do not exist.
    absent: dict[str, int] = field(default_factory=dict)
    #: Articles that the site no longer has.
    vanished: int = 0
    #: Comments of readers below its articles.
    comments: int = 0
    #: What is wrong with its crawls now, the oldest first.
    alarms: list[Alarm] = field(default_factory=list)
    #: Way of discovery → how many articles the site itself names.
    totals: dict[str, int] = field(default_factory=dict)
    #: Newest first; between two of them days are missing.
    archive_days: list[Days] = field(default_factory=list)
    #: Newest first.
    last_runs: list[Run] = field(default_factory=list)

    @property
    def failed_pages(self) -> dict[str, int]:
        """The failures without absent pages, the most frequent first."""
        return without(self.failures, self.absent)


def sites(connection: sa.Connection) -> list[str]:
    """All sites of which the archive has anything."""
    columns = (articles.c.site, frontier.c.site, failures.c.site, crawls.c.spider)
    return sorted({site for column in columns for site in connection.scalars(_distinct(column))})


def _distinct(column: sa.Column[str]) -> sa.Select[Any]:
    """Select the values of an indexed column, by one search in the index for each of them.

    ``DISTINCT`` would read the whole index.
    """
    first = sa.select(sa.func.min(column).label("value")).cte("found", recursive=True)
    following = sa.select(sa.func.min(column)).where(column > first.c.value).scalar_subquery()
    found = first.union_all(sa.select(following).where(first.c.value.is_not(None)))
    return sa.select(found.c.value).where(found.c.value.is_not(None))


def status(connection: sa.Connection, site: str | None = None) -> list[SiteStatus]:
    """The status of a site, or of all sites."""
    found = {name: SiteStatus(name) for name in ([site] if site else sites(connection))}
    _count_articles(connection, found)
    gone = articles.c.vanished_at.is_not(None)
    for name, count in _counts(connection, articles.c.site, site, where=gone):
        found[name].vanished = count
    for name, state, count in _counts(connection, frontier.c.site, site, frontier.c.state):
        setattr(found[name], State(state), count)
    for name, one in found.items():
        if one.waiting:
            one.due_at = count_waiting(connection, name).due_at
    for name, pages in failures_by_reason(connection, site).items():
        if name in found:
            found[name].failures, found[name].absent = pages.all, pages.absent
    for name, count in count_comments(connection, site).items():
        if name in found:
            found[name].comments = count
    for alarm in standing(connection, site):
        found[alarm.site].alarms.append(alarm)
    for name, by_way in totals_of(connection, site).items():
        if name in found:
            found[name].totals = by_way
    for name, days in _archive_days(connection, site).items():
        if name in found:
            found[name].archive_days = days
    for name, run in _last_runs(connection, found):
        found[name].last_runs.append(run)
    return list(found.values())


def _count_articles(connection: sa.Connection, found: dict[str, SiteStatus]) -> None:
    """Set the number of articles of each site, and the newest one."""
    if not found:
        return
    wanted = table_of(found)
    of_site = articles.c.site == wanted.c.site
    # Site by site: SQLite counts the rows of one site several times as fast as groups.
    count = sa.select(sa.func.count()).select_from(articles).where(of_site).scalar_subquery()
    newest = (
        sa.select(articles.c.id)
        .where(of_site, articles.c.published_at.is_not(None))
        .order_by(articles.c.published_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = sa.select(wanted.c.site, count.label("count"), newest.label("newest")).cte("rows")
    query = sa.select(
        rows.c.site, rows.c.count, articles.c.published_at, articles.c.published_jalali
    ).outerjoin_from(rows, articles, articles.c.id == rows.c.newest)
    for name, number, published_at, jalali in connection.execute(query):
        found[name].articles = number
        if published_at is not None:
            found[name].newest, found[name].newest_jalali = in_tehran(published_at), jalali


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


def _archive_days(connection: sa.Connection, site: str | None) -> dict[str, list[Days]]:
    query = sa.select(archive_days.c.site, archive_days.c.day)
    if site is not None:
        query = query.where(archive_days.c.site == site)
    by_site: dict[str, dict[int, str]] = {}
    for name, text in connection.execute(query.order_by(archive_days.c.day.desc())):
        day = to_gregorian(*map(int, text.split("-")))
        if day is not None:
            by_site.setdefault(name, {})[day.toordinal()] = text
    return {name: list(_in_a_row(days)) for name, days in by_site.items()}


def _in_a_row(days: dict[int, str]) -> Iterator[Days]:
    # In a row of consecutive days, newest first, the sum of day and index is the same.
    rows = groupby(enumerate(days), key=lambda place_and_day: sum(place_and_day))
    for _, row in rows:
        numbers = [day for _, day in row]
        yield Days(days[numbers[-1]], days[numbers[0]], len(numbers))


def _last_runs(connection: sa.Connection, names: Collection[str]) -> Iterator[tuple[str, Run]]:
    columns = [name for field in fields(Run) if (name := field.name) in crawls.c]
    stood = sa.exists().where(
        alarms.c.site == crawls.c.spider,
        alarms.c.scope == crawls.c.scope,
        alarms.c.began_at <= crawls.c.finished_at,
        alarms.c.over_at.is_(None) | (alarms.c.over_at > crawls.c.finished_at),
    )
    query = (
        sa.select(crawls.c.spider, *(crawls.c[name] for name in columns), stood.label("stood"))
        .where(crawls.c.run.in_(_last_run_numbers(connection, names)))
        .order_by(crawls.c.run.desc())
    )
    for row in connection.execute(query).mappings():
        found = row["stats"].get("newscrawl/alarms", [])
        values = {name: row[name] for name in columns}
        yield row["spider"], Run(**values, alarms=found, is_alarmed=row["stood"])


def _last_run_numbers(connection: sa.Connection, names: Collection[str]) -> list[int]:
    if not names:
        return []
    wanted = table_of(names)
    # By searches in an index: there may be millions of crawls. Not by time: a clock may have been
    # wrong.
    last = (
        sa.select(crawls.c.run)
        .where(crawls.c.spider == wanted.c.site)
        .order_by(crawls.c.run.desc())
        .limit(1)
    )
    rows = connection.execute(
        sa.select(
            *(last.offset(place).scalar_subquery() for place in range(LAST_RUNS))
        ).select_from(wanted)
    )
    return [run for row in rows for run in row if run is not None]


def table_of(names: Collection[str]) -> sa.CTE:
    """Names of sites, as a table with the column ``site``."""
    values = sa.values(sa.column("site", sa.Text), name="names")
    return values.data([(name,) for name in names]).cte("names")


# -- the frontier ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FrontierRequest:
    """A request of the frontier."""

    state: str
    #: News code of the article, or its address if it has none; ``None`` for other pages.
    key: str | None
    url: str
    priority: int
    #: How often it was made, and how often in a row the site was in no state to answer it.
    attempts: int
    waits: int
    #: Not before this, if it waits.
    due_at: datetime | None
    deaths: int
    reason: str | None
    run: int | None
    leased_at: datetime | None


def requests(
    connection: sa.Connection, site: str, state: str | None = None, limit: int | None = None
) -> Iterator[FrontierRequest]:
    """Requests of a site, in the order in which they will be made."""
    query = (
        sa.select(*(frontier.c[column.name] for column in fields(FrontierRequest)))
        .where(*_requests(site, state))
        .order_by(frontier.c.priority.desc(), frontier.c.id)
        .limit(limit)
        .execution_options(yield_per=BATCH)
    )
    for row in connection.execute(query):
        yield FrontierRequest(*row)


def count_requests(connection: sa.Connection, site: str, state: str | None = None) -> int:
    """The number of a site's requests in the frontier."""
    query = sa.select(sa.func.count()).select_from(frontier).where(*_requests(site, state))
    return connection.scalar(query) or 0


def _requests(site: str, state: str | None) -> list[sa.ColumnElement[bool]]:
    # A literal, because SQLite uses the index of pending requests only if it sees the word.
    known = [] if state is None else [frontier.c.state == sa.literal_column(f"'{State(state)}'")]
    return [frontier.c.site == site, *known]


def failed_pages(connection: sa.Connection, site: str) -> list[Failure]:
    """The pages of a site that are no articles, or could not be read, by address."""
    names = [field.name for field in fields(Failure)]
    query = sa.select(*(failures.c[name] for name in names)).where(failures.c.site == site)
    return [
        Failure(**{**row._mapping, "at": row.at.isoformat()})
        for row in connection.execute(query.order_by(failures.c.url))
    ]


def field_coverage(
    connection: sa.Connection, site: str, names: Sequence[str], last: int = 500
) -> tuple[int, dict[str, int]]:
    """How many of the newest articles of a site have each of some fields.

    An empty list counts as missing.

    Args:
        last: number of newest articles to look at.

    Returns:
        The number of articles, and field → number of articles that have it.
    """
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


def count_articles(connection: sa.Connection, site: str) -> int:
    """How many articles of a site the archive has."""
    query = sa.select(sa.func.count()).select_from(articles).where(articles.c.site == site)
    return connection.scalar(query) or 0


def article_at(connection: sa.Connection, url: str) -> Article | None:
    """The article with an address, of whatever site: a search in an index for each of them."""
    if not (names := sites(connection)):
        return None
    wanted = table_of(names)
    query = sa.select(*COLUMNS).join_from(
        wanted, articles, (articles.c.site == wanted.c.site) & (articles.c.url == url)
    )
    row = connection.execute(query.limit(1)).first()
    return None if row is None else article_of(row)


def newest_with_agency(connection: sa.Connection, site: str) -> Article | None:
    """The newest article of a site that names its agency: one with much to show."""
    query = (
        sa.select(*COLUMNS)
        .where(articles.c.site == site, articles.c.agency.is_not(None))
        .order_by(*NEWEST_FIRST)
        .limit(1)
    )
    row = connection.execute(query).first()
    return None if row is None else article_of(row)
