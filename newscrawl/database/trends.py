"""Attention over time: how many articles match, and how many there are, by day and site.

Nothing is read but days, sites, topics and agencies; the texts stay where they are. Days are those
of Tehran, worked out from ``published_at``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from itertools import groupby
from typing import Any, Final

import sqlalchemy as sa

from newscrawl.database import search
from newscrawl.database.reports import sites as known_sites
from newscrawl.database.reports import table_of
from newscrawl.database.schema import archive_days, articles
from newscrawl.database.selection import Selection
from newscrawl.database.tehrandays import TehranDays, day_of, first_moment
from newscrawl.search import Query
from newscrawl.trends.gaps import MARGIN, Unknown, unknown_days
from newscrawl.trends.periods import By, Period, jalali_day, periods
from newscrawl.trends.shares import Completeness, Point, Series, Split, Trend

#: Rows in memory at a time.
BATCH: Final = 10_000
#: Series of a query that are told apart by default.
TOP: Final = 8
# By an index that has all that is asked for: a row has its columns behind the text.
_BY_ID: Final = "INDEXED BY ix_articles_id_site_published_at"
_BY_TOPIC: Final = "INDEXED BY ix_articles_topic_site_published_at"
#: Days before this one have no name.
_CALENDAR: Final = date(1821, 3, 21).toordinal()
#: Value → number of the period → how many. The value is ``None`` where nothing is split.
Tally = dict[str | None, Counter[int]]


def trend(
    connection: sa.Connection,
    queries: Mapping[str, Query],
    selection: Selection,
    *,
    by: By,
    sites: Sequence[str] = (),
    split: Split | None = None,
    top: int = TOP,
    one_per_story: bool = False,
) -> Trend:
    """The attention for each query.

    The share is that of the articles of a selection that match. Where only one of each story
    counts, a story counts in the period of its earliest article that matches, and in the whole of
    each period in which it has an article at all; an article of no story is one by itself. Articles
    with a day and no time count on their day; those without a date are counted apart.

    Args:
        queries: as it was written → the query.
        selection: which articles, without a query and a site. Without days, all from the first
            article to the last one.
        sites: only these; empty for all.
        top: how many values of a split are told apart at most: those with the most matches.
    """
    search.prefer_index(connection)
    names = list(sites) or known_sites(connection)
    ends = _ends(connection, names)
    reader = _Reader(
        connection,
        selection,
        names,
        bool(sites),
        by,
        _days(selection, ends.values()),
        split,
        one_per_story,
    )
    found = {text: reader.matches(query) for text, query in queries.items()}
    values = {text: _most(tally, top) if split else [None] for text, tally in found.items()}
    shown = {value for some in values.values() for value in some}
    unknown, whole = reader.survey(ends, shown)
    everywhere = _completeness(reader.periods, unknown.values())

    def points(value: str | None, matches: Counter[int]) -> list[Point]:
        covered = everywhere
        if split == Split.SITE:
            covered = _completeness(reader.periods, [unknown[str(value)]])
        return covered.points(matches, whole.get(value, Counter()))

    series = []
    for text, tally in found.items():
        undated = reader.undated(queries[text])
        series += [
            Series(text, value, points(value, tally.get(value, Counter())), undated[value])
            for value in values[text]
        ]
    return Trend(
        by=by,
        split=split,
        one_per_story=one_per_story,
        sites=names,
        periods=reader.periods,
        series=series,
        unknown=unknown,
        undated=reader.undated().total(),
        left_out=max(len(found[text]) - len(values[text]) for text in queries) if split else 0,
    )


@dataclass(frozen=True)
class _Reader:
    """Counts articles of a selection, of some sites and days."""

    connection: sa.Connection
    selection: Selection
    names: Sequence[str]
    #: Whether these are not all sites.
    is_limited: bool
    by: By
    #: The first and the last day.
    days: tuple[int, int] | None
    split: Split | None
    one_per_story: bool

    @cached_property
    def periods(self) -> list[Period]:
        if self.days is None:
            return []
        first, last = map(date.fromordinal, self.days)
        return periods(first, last, self.by)

    @cached_property
    def _numbers(self) -> list[int]:
        """The number of the period of each day."""
        return [number for number, one in enumerate(self.periods) for _ in range(one.days)]

    @property
    def _ends(self) -> tuple[int, int]:
        assert self.days is not None
        return self.days

    @property
    def _is_filtered(self) -> bool:
        one = self.selection
        return (one.section, one.tag, one.topic) != (None, None, None)

    # -- counting ------------------------------------------------------------------------

    def matches(self, query: Query) -> Tally:
        """Articles that match, or stories at their earliest one."""
        if self.days is None:
            return {}
        conditions = self._conditions(self._dated(query))
        if self.one_per_story:
            return self._stories(conditions, _BY_ID, is_first=True)
        return self._count(conditions, _BY_ID)

    def survey(
        self, ends: Mapping[str, tuple[int, int]], values: Collection[str | None]
    ) -> tuple[dict[str, list[Unknown]], Tally]:
        """What is not known of each site, and how many articles or stories there are.

        Args:
            ends: the first and the last day of each site with an article.
            values: only of these.
        """
        unknown: dict[str, list[Unknown]] = {}
        whole: Tally = {}
        if self.days is None:
            return {name: [] for name in self.names}, whole
        (first, last), numbers = self.days, self._numbers
        counts_all = not (self._is_filtered or self.one_per_story)
        listing = set(self.connection.scalars(sa.select(archive_days.c.site).distinct()))
        for name in self.names:
            counts = self._days_of(name) if name in ends else {}
            listed = self._listed(name) if name in listing else {}
            unknown[name] = unknown_days(counts, listed, first, last, ends.get(name))
            value = name if self.split == Split.SITE else None
            if counts_all and value in values:
                tally = whole.setdefault(value, Counter())
                for day, count in counts.items():
                    if first <= day <= last:
                        tally[numbers[day - first]] += count
        if not counts_all or self.split in (Split.TOPIC, Split.AGENCY):
            whole = self._whole(values)
        return unknown, whole

    def _whole(self, values: Collection[str | None]) -> Tally:
        conditions = self._conditions(self._dated())
        if self.split is not None:
            conditions.append(self._value.in_([value for value in values if value is not None]))
        hint = _BY_TOPIC if self.selection.topic or self.split == Split.TOPIC else None
        if self.one_per_story:
            return self._stories(conditions, hint, is_first=False)
        return self._count(conditions, hint)

    def undated(self, query: Query | None = None) -> Counter[str | None]:
        """Articles without a date, by value."""
        selection = replace(self.selection, query=query, since=None, before=None)
        conditions = [*self._conditions(selection), articles.c.published_at.is_(None)]
        found = sa.select(self._value.label("value"), sa.func.count()).where(*conditions)
        if self.split is not None:
            found = found.group_by(self._value)
        if query is not None:
            found = found.with_hint(articles, _BY_ID, "sqlite")
        return Counter({row[0]: row[1] for row in self.connection.execute(found)})

    def _count(self, conditions: Sequence[sa.ColumnElement[bool]], hint: str | None) -> Tally:
        grouped = self._time if self.split is None else (self._value, *self._time)
        query = sa.select(self._value, *self._time, sa.func.count()).where(*conditions)
        found: Tally = {}
        for value, day, slot, count in self._rows(query.group_by(*grouped), hint):
            found.setdefault(value, Counter())[self._number(day, slot)] += count
        return found

    def _stories(
        self, conditions: Sequence[sa.ColumnElement[bool]], hint: str | None, *, is_first: bool
    ) -> Tally:
        """Stories by the periods in which they have an article, or only in the first of them."""
        story = sa.func.coalesce(articles.c.story_id, -articles.c.id).label("story")
        order = (story, articles.c.published_at, articles.c.id)
        query = sa.select(story, self._value, *self._time).where(*conditions).order_by(*order)
        found: Tally = {}
        for _, rows in groupby(self._rows(query, hint), key=lambda row: row[0]):
            told: dict[tuple[str | None, int], None] = {}  # in the order of time
            for _, value, day, slot in rows:
                told[value, self._number(day, slot)] = None
            values = set()
            for value, number in told:
                if not is_first or value not in values:
                    found.setdefault(value, Counter())[number] += 1
                values.add(value)
        return found

    def _rows(self, query: sa.Select[Any], hint: str | None) -> Iterator[Any]:
        if hint is not None:
            query = query.with_hint(articles, hint, "sqlite")
        yield from self.connection.execute(query.execution_options(yield_per=BATCH))

    # -- conditions ----------------------------------------------------------------------

    def _dated(self, query: Query | None = None) -> Selection:
        first, last = self._ends
        since, before = first_moment(first), first_moment(last + 1)
        return replace(self.selection, query=query, since=since, before=before)

    def _conditions(self, selection: Selection) -> list[sa.ColumnElement[bool]]:
        found = selection.conditions(self.connection.dialect.name)
        if self.is_limited:
            found.append(articles.c.site.in_(self.names))
        if self.split in (Split.TOPIC, Split.AGENCY):
            found.append(self._value.is_not(None))
        return found

    @cached_property
    def _value(self) -> sa.ColumnElement[Any]:
        return sa.null() if self.split is None else articles.c[self.split.value]

    # -- days ----------------------------------------------------------------------------

    def _days_of(self, site: str) -> dict[int, int]:
        """Day → articles of a site, with a margin."""
        found: Counter[int] = Counter()
        day_of = self._day
        for day, slot, count in self.connection.execute(self._of_site, {"site": site}).all():
            found[day_of[day, slot]] += count
        return found

    @cached_property
    def _of_site(self) -> sa.Select[Any]:
        first, last = self._ends
        return (
            sa.select(*self._time, sa.func.count())
            .where(
                articles.c.site == sa.bindparam("site"),
                articles.c.published_at >= first_moment(first - MARGIN),
                articles.c.published_at < first_moment(last + MARGIN + 1),
            )
            .group_by(*self._time)
        )

    def _listed(self, site: str) -> dict[int, int]:
        """Day → how many articles the site's own archive lists."""
        names = list(self._names)
        query = sa.select(archive_days.c.day, archive_days.c.articles).where(
            archive_days.c.site == site, archive_days.c.day.between(names[0], names[-1])
        )
        rows = self.connection.execute(query).all()
        return {self._names[day]: count for day, count in rows if day in self._names}

    @cached_property
    def _names(self) -> dict[str, int]:
        """The days by their names in the Jalali calendar."""
        first, last = self._ends
        return {jalali_day(date.fromordinal(day)): day for day in range(first, last + 1)}

    @cached_property
    def _day(self) -> TehranDays:
        first, last = self._ends
        return TehranDays(self.connection.dialect.name, first - MARGIN, last + MARGIN)

    @property
    def _time(self) -> tuple[sa.ColumnElement[Any], sa.ColumnElement[int]]:
        return self._day.columns

    def _number(self, day: str | date, slot: int) -> int:
        first, _ = self._ends
        return self._numbers[self._day[day, slot] - first]


def _most(tally: Tally, top: int) -> list[str | None]:
    """The values with the most matches."""
    named = [value for value in tally if value is not None]
    return [*sorted(named, key=lambda value: (-tally[value].total(), value))[:top]]


def _completeness(shown: Sequence[Period], sites: Iterable[Sequence[Unknown]]) -> Completeness:
    made = Completeness(shown)
    for unknown in sites:
        made.add(unknown)
    return made


def published_ends(
    connection: sa.Connection, names: Sequence[str]
) -> dict[str, tuple[datetime | None, datetime | None]]:
    """When the first and the last article of each site were published; two searches in an index a
    site."""
    if not names:
        return {}
    wanted = table_of(names)
    of_site = articles.c.site == wanted.c.site
    ends = (
        sa.select(end(articles.c.published_at)).where(of_site).scalar_subquery()
        for end in (sa.func.min, sa.func.max)
    )
    rows = connection.execute(sa.select(wanted.c.site, *ends))
    return {site: (first, last) for site, first, last in rows}


def _ends(connection: sa.Connection, names: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Site → its first and its last day with an article, of those that have any."""
    ends = published_ends(connection, names)
    return {
        site: (day_of(first), day_of(last))
        for site, (first, last) in ends.items()
        if first and last
    }


def _days(selection: Selection, ends: Iterable[tuple[int, int]]) -> tuple[int, int] | None:
    """The first and the last day to look at, ``None`` if there is none."""
    known = list(ends)
    first = min((first for first, _ in known), default=None)
    last = max((last for _, last in known), default=None)
    if first is not None and last is not None:  # a page may name a day to come, or any year
        first = max(first, _CALENDAR)
        last = max(first, min(last, day_of(datetime.now(UTC))))
    if selection.since is not None:
        first = day_of(selection.since)
        if selection.before is None and (last is None or last < first):
            last = first  # the archive ends before: a period that says so
    if selection.before is not None:
        last = day_of(selection.before) - 1
        if selection.since is None and (first is None or first > last):
            first = last
    return None if first is None or last is None or first > last else (first, last)
