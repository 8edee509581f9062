"""What the archive has of a site, and what it lacks: so that a gap is not taken for silence.

Everything is counted in indexes: it costs a search for each day, and does not read any article.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import sqlalchemy as sa

from newscrawl.database.alarms import Alarm, standing
from newscrawl.database.dialect import list_elements
from newscrawl.database.fleet import FleetSite, fleet
from newscrawl.database.reports import sites
from newscrawl.database.schema import archive_days, articles, crawls
from newscrawl.database.totals import totals_of
from newscrawl.database.trends import published_ends
from newscrawl.database.types import Json
from newscrawl.persian.calendar import in_tehran, midnight
from newscrawl.trends.gaps import MARGIN, Unknown, unknown_days
from newscrawl.trends.periods import jalali_day


@dataclass(frozen=True, slots=True)
class IncompleteDay:
    """A day of which the site's own archive lists more articles than are stored."""

    day: date
    listed: int
    stored: int


@dataclass(frozen=True, slots=True)
class SiteCoverage:
    """What the archive has of a site in some days, and what it lacks. Days are those of Tehran."""

    site: str
    #: The first and the last day that were looked at: those asked for, but not before the first
    #: stored article, nor after the last one. ``None`` if no day is left.
    first: date | None
    last: date | None
    #: Articles of these days, and how many days have none.
    articles: int
    empty: int
    #: Those of the empty days of which the archive does not know what the site published, by the
    #: same rule as a trend: see :func:`newscrawl.trends.gaps.unknown_days`. In order.
    unknown: list[Unknown]
    #: In order.
    incomplete: list[IncompleteDay]
    #: The first and the last day with an article, whatever was asked for.
    first_stored: date | None
    last_stored: date | None
    #: All stored articles of the site, and how many of them have no date: these are in no day.
    stored: int
    undated: int
    #: Way of discovery → how many articles the site itself names.
    totals: dict[str, int]
    #: How its crawls are.
    health: FleetSite
    #: What is wrong with them now, the oldest first.
    alarms: list[Alarm]
    #: Start of its first crawl, aware.
    first_crawl_at: datetime | None

    @property
    def missing(self) -> int:
        """Number of days of :attr:`unknown`."""
        return sum(span.last - span.first + 1 for span in self.unknown)


def coverage(
    connection: sa.Connection, site: str, since: date | None = None, until: date | None = None
) -> SiteCoverage:
    """What the archive has of a site, and what it lacks.

    Args:
        since: the first day, in Tehran.
        until: the last one.
    """
    health = fleet(connection, site).sites[0]
    oldest, newest = _day(health.oldest_at), _day(health.newest_at)
    days: range = range(0)
    counts: dict[int, int] = {}
    listed: dict[int, int] = {}
    unknown: list[Unknown] = []
    if oldest and newest:
        ends = oldest.toordinal(), newest.toordinal()
        first = max(ends[0], since.toordinal() if since else 0)
        last = min(ends[1], until.toordinal() if until else ends[1])
        days = range(first, last + 1)
        if days:
            around = range(max(first - MARGIN, ends[0]), min(last + MARGIN, ends[1]) + 1)
            counts = _count_days(connection, site, around)
            listed = _listed(connection, site, days)
            unknown = unknown_days(counts, listed, first, last, ends)
    undated = sa.select(sa.func.count()).where(
        articles.c.site == site, articles.c.published_at.is_(None)
    )
    began = sa.select(sa.func.min(crawls.c.started_at)).where(crawls.c.spider == site)
    return SiteCoverage(
        site=site,
        first=date.fromordinal(days[0]) if days else None,
        last=date.fromordinal(days[-1]) if days else None,
        articles=sum(counts[day] for day in days),
        empty=sum(not counts[day] for day in days),
        unknown=unknown,
        incomplete=[
            IncompleteDay(date.fromordinal(day), number, counts[day])
            for day, number in listed.items()
            if number > counts[day]
        ],
        first_stored=oldest,
        last_stored=newest,
        stored=health.articles,
        undated=connection.scalar(undated) or 0,
        totals=totals_of(connection, site).get(site, {}),
        health=health,
        alarms=standing(connection, site),
        first_crawl_at=connection.scalar(began),
    )


def spans(connection: sa.Connection) -> dict[str, tuple[date | None, date | None]]:
    """The first and the last day with an article, in Tehran, of each site that there is anything
    of."""
    ends = published_ends(connection, sites(connection))
    return {site: (_day(first), _day(last)) for site, (first, last) in ends.items()}


def _count_days(connection: sa.Connection, site: str, days: range) -> dict[int, int]:
    """How many articles each day has: a search in an index for each."""
    dialect = connection.dialect.name
    # In one parameter: with a row of parameters for each day, SQLAlchemy would take longer to write
    # the statement than the database to run it.
    begins = (midnight(date.fromordinal(day)) for day in range(days.start, days.stop + 1))
    midnights = [begin.astimezone(UTC).isoformat() for begin in begins]
    start = list_elements(dialect, sa.literal(midnights, Json)).c.value
    end = sa.func.lead(start).over(order_by=start)
    table = sa.select(start.label("start"), end.label("end")).cte("days")
    of_type = sa.cast if dialect == "postgresql" else sa.type_coerce
    moment = articles.c.published_at.type
    count = sa.select(sa.func.count()).where(
        articles.c.site == site,
        articles.c.published_at >= of_type(table.c.start, moment),
        articles.c.published_at < of_type(table.c.end, moment),
    )
    counts = connection.scalars(
        sa.select(count.scalar_subquery()).where(table.c.end.is_not(None)).order_by(table.c.start)
    )
    return dict(zip(days, counts, strict=True))


def _listed(connection: sa.Connection, site: str, days: range) -> dict[int, int]:
    """How many articles the site's own archive lists of each day that was read."""
    query = sa.select(archive_days.c.day, archive_days.c.articles).where(
        archive_days.c.site == site
    )
    found = dict(map(tuple, connection.execute(query)))
    if not found:
        return {}
    names = {day: jalali_day(date.fromordinal(day)) for day in days}
    return {day: found[name] for day, name in names.items() if name in found}


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else in_tehran(moment).date()
