"""What the archive has of a site, and what it lacks: so that a gap is not taken for silence.

Everything is counted in indexes: it costs a search for each day, and does not read any article.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import sqlalchemy as sa

from newscrawl.database.alarms import Alarm, standing
from newscrawl.database.dialect import list_elements
from newscrawl.database.fleet import FleetSite, fleet
from newscrawl.database.gaps import DayGap, day_gaps, day_name
from newscrawl.database.reports import sites, table_of
from newscrawl.database.schema import archive_days, articles, crawls
from newscrawl.database.totals import totals_of
from newscrawl.database.types import Json
from newscrawl.persian.calendar import in_tehran, midnight


@dataclass(frozen=True, slots=True)
class IncompleteDay:
    """A day of which the site's own archive lists more articles than are stored."""

    #: ``YYYY-MM-DD`` in the Jalali calendar.
    day: str
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
    #: Articles of these days.
    articles: int
    #: Days without an article among them, the longest gap first.
    gaps: list[DayGap]
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
        """Days without an article of which the site's own archive was not read: there may have been
        some."""
        return sum(gap.days - gap.read for gap in self.gaps)


def coverage(
    connection: sa.Connection, site: str, since: date | None = None, until: date | None = None
) -> SiteCoverage:
    """What the archive has of a site, and what it lacks.

    Args:
        since: the first day, in Tehran.
        until: the last one.
    """
    health = fleet(connection, site).sites[0]
    first_stored, last_stored = _day(health.oldest_at), _day(health.newest_at)
    first, last = first_stored, last_stored
    if first and last:
        first, last = max(first, since or first), min(last, until or last)
        if first > last:
            first = last = None
    counts, listed = {}, {}
    if first and last:
        counts = _count_days(connection, site, first, last)
        listed = _listed(connection, site, day_name(first), day_name(last))
    has = [day for day, count in counts.items() if count]
    undated = sa.select(sa.func.count()).where(
        articles.c.site == site, articles.c.published_at.is_(None)
    )
    began = sa.select(sa.func.min(crawls.c.started_at)).where(crawls.c.spider == site)
    return SiteCoverage(
        site=site,
        first=first,
        last=last,
        articles=sum(counts.values()),
        gaps=day_gaps(has, listed, first, last),
        incomplete=[
            IncompleteDay(day, number, counts.get(day, 0))
            for day, number in listed.items()
            if number > counts.get(day, 0)
        ],
        first_stored=first_stored,
        last_stored=last_stored,
        stored=health.articles,
        undated=connection.scalar(undated) or 0,
        totals=totals_of(connection, site).get(site, {}),
        health=health,
        alarms=standing(connection, site),
        first_crawl_at=connection.scalar(began),
    )


def spans(connection: sa.Connection) -> dict[str, tuple[date | None, date | None]]:
    """The first and the last day with an article, in Tehran, of each site that there is anything
    of; two searches in an index a site."""
    names = sites(connection)
    if not names:
        return {}
    wanted = table_of(names)
    of_site = articles.c.site == wanted.c.site
    ends = (
        sa.select(end(articles.c.published_at)).where(of_site).scalar_subquery()
        for end in (sa.func.min, sa.func.max)
    )
    rows = connection.execute(sa.select(wanted.c.site, *ends))
    return {site: (_day(oldest), _day(newest)) for site, oldest, newest in rows}


def _count_days(connection: sa.Connection, site: str, first: date, last: date) -> dict[str, int]:
    """How many articles each day has: a search in an index for each."""
    days = [first + timedelta(number) for number in range((last - first).days + 1)]
    dialect = connection.dialect.name
    # In one parameter: with a row of parameters for each day, SQLAlchemy would take longer to write
    # the statement than the database to run it.
    midnights = [midnight(day).astimezone(UTC).isoformat() for day in days]
    midnights.append(midnight(last, days=1).astimezone(UTC).isoformat())
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
    return dict(zip(map(day_name, days), counts, strict=True))


def _listed(connection: sa.Connection, site: str, first: str, last: str) -> dict[str, int]:
    query = sa.select(archive_days.c.day, archive_days.c.articles).where(
        archive_days.c.site == site, archive_days.c.day >= first, archive_days.c.day <= last
    )
    return {row.day: row.articles for row in connection.execute(query.order_by(archive_days.c.day))}


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else in_tehran(moment).date()
