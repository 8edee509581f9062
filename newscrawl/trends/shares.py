"""How many articles match, and which share of all that is, in each period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import Any

from newscrawl.trends.gaps import Reason, Unknown
from newscrawl.trends.periods import By, Period


class Split(StrEnum):
    """By what articles are told apart."""

    SITE = "site"
    TOPIC = "topic"
    AGENCY = "agency"


def per_cent(value: float) -> str:
    """A value in per cent (0–100) with two digits that say something, without the sign.

    >>> [per_cent(value) for value in (50, 99.96, 1.26, 0.9998, 0.5, 0.00041, 0)]
    ['50', '100', '1.3', '1', '0.5', '0.00041', '0']
    """
    if value >= 10:
        return f"{value:.0f}"
    text = f"{float(f'{value:.2g}'):f}"
    return text.rstrip("0").rstrip(".")


@dataclass(frozen=True, slots=True)
class Point:
    """A period of a series."""

    period: Period
    #: Articles, or stories, that match, and all. ``None`` if the archive knows nothing of the
    #: period.
    matches: int | None
    articles: int | None
    #: Days of its sites (two sites have two a day), and how many of them are unknown.
    days: int
    unknown_days: int
    #: Why nothing is known.
    reason: Reason | None = None

    @property
    def share(self) -> float | None:
        """From 0 to 1; ``None`` of nothing and of what is not known."""
        if self.matches is None or not self.articles:
            return None
        return self.matches / self.articles

    def to_dict(self) -> dict[str, Any]:
        """The period by its name, and all numbers."""
        return {
            "period": self.period.name,
            "matches": self.matches,
            "articles": self.articles,
            "share": self.share,
            "days": self.days,
            "unknown_days": self.unknown_days,
            "reason": None if self.reason is None else str(self.reason),
        }


@dataclass(frozen=True, slots=True)
class Series:
    """The attention for a query, of all articles or of a part of them."""

    #: As it was written.
    query: str
    #: The site, topic or agency, where they are told apart.
    value: str | None
    points: list[Point]
    #: Articles that match, have no date, and are in no period.
    undated: int

    @property
    def is_known(self) -> bool:
        """Whether anything is known of any period: where nothing is, no match is no zero."""
        return any(point.matches is not None for point in self.points)

    @property
    def matches(self) -> int:
        """Of all periods."""
        return sum(point.matches or 0 for point in self.points)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table."""

    #: The same, unless nothing is known from the first to the last.
    first: Period
    last: Period
    #: Of the first period, one for each series.
    points: list[Point]
    #: Why → sites of which nothing is known.
    missing: dict[Reason, list[str]]

    @property
    def reason(self) -> Reason | None:
        """Why nothing at all is known."""
        if any(point.matches is not None for point in self.points):
            return None
        return next((point.reason for point in self.points), None)

    @property
    def unknown(self) -> float:
        """Which part of the days of all sites is unknown, from 0 to 1; at most 0.99 where some are
        known, so that nobody reads 100%."""
        days = sum(point.days for point in self.points)
        unknown = sum(point.unknown_days for point in self.points)
        if unknown < days:
            return min(unknown / days, 0.99)
        return 1.0 if days else 0.0


@dataclass(frozen=True, slots=True)
class Trend:
    """How much of what is published is about something, period by period."""

    by: By
    split: Split | None
    #: Whether stories were counted in place of articles.
    one_per_story: bool
    #: Those that were asked for, by name.
    sites: list[str]
    periods: list[Period]
    #: Query by query; the values of a query with the most matches first.
    series: list[Series]
    #: Site → days of which the archive does not know what it published.
    unknown: dict[str, list[Unknown]] = field(default_factory=dict)
    #: Articles without a date, whether or not they match.
    undated: int = 0
    #: How many values of the split were left out.
    left_out: int = 0

    @property
    def shown_sites(self) -> list[str]:
        """The sites that are in any series."""
        if self.split != Split.SITE:
            return self.sites
        return list(dict.fromkeys(str(series.value) for series in self.series))

    def missing(self) -> list[dict[Reason, list[str]]]:
        """Of each period: why → sites of :attr:`shown_sites` of which nothing is known in it."""
        found: list[dict[Reason, list[str]]] = [{} for _ in self.periods]
        for site in self.shown_sites:
            for number, days in _by_period(self.periods, self.unknown.get(site, ())).items():
                if (reason := _missing(self.periods[number], days)) is not None:
                    found[number].setdefault(reason, []).append(site)
        return found

    def lines(self) -> Iterator[Line]:
        """The lines of a table: one for each period, and one for all in a row of which nothing is
        known for the same reasons."""
        missing = self.missing()

        def together(number: int) -> tuple[int, dict[Reason, list[str]]]:
            is_empty = all(series.points[number].matches is None for series in self.series)
            return -1 if is_empty else number, missing[number]

        for _, run in groupby(range(len(self.periods)), key=together):
            numbers = list(run)
            first = numbers[0]
            points = [series.points[first] for series in self.series]
            yield Line(self.periods[first], self.periods[numbers[-1]], points, missing[first])

    def to_dict(self) -> dict[str, Any]:
        """All of it, for JSON. ``first`` and ``last`` are days of the Gregorian calendar."""
        return {
            "by": str(self.by),
            "split": None if self.split is None else str(self.split),
            "one_per_story": self.one_per_story,
            "sites": self.sites,
            "undated": self.undated,
            "left_out": self.left_out,
            "periods": [
                {
                    "period": period.name,
                    "first": date.fromordinal(period.first).isoformat(),
                    "last": date.fromordinal(period.last).isoformat(),
                    "missing": {str(reason): sites for reason, sites in missing.items()},
                }
                for period, missing in zip(self.periods, self.missing(), strict=True)
            ],
            "series": [
                {
                    "query": series.query,
                    "value": series.value,
                    "matches": series.matches,
                    "undated": series.undated,
                    "points": [point.to_dict() for point in series.points],
                }
                for series in self.series
            ],
        }

    def rows(self) -> list[dict[str, Any]]:
        """A flat row for each period of each series, as for a data frame.

        ``period`` is a name in the Jalali calendar, a week's that of its Saturday. ``share`` is
        from 0 to 1. ``matches``, ``articles`` and ``share`` are ``None`` where ``reason`` says why
        nothing is known.
        """
        return [
            {
                "query": series.query,
                **({} if self.split is None else {str(self.split): series.value}),
                **point.to_dict(),
            }
            for series in self.series
            for point in series.points
        ]


@dataclass(slots=True)
class Completeness:
    """How much is known of the periods, of sites that are added one after the other."""

    periods: Sequence[Period]
    sites: int = 0
    #: Of each period: days of the sites that are unknown, and why sites are missing.
    unknown: list[int] = field(init=False)
    reasons: list[dict[Reason, int]] = field(init=False)

    def __post_init__(self) -> None:
        self.unknown = [0] * len(self.periods)
        self.reasons = [{} for _ in self.periods]

    def add(self, unknown: Sequence[Unknown]) -> None:
        """Add a site."""
        self.sites += 1
        for number, days in _by_period(self.periods, unknown).items():
            self.unknown[number] += sum(days.values())
            if (reason := _missing(self.periods[number], days)) is not None:
                self.reasons[number][reason] = self.reasons[number].get(reason, 0) + 1

    def points(self, matches: Mapping[int, int], articles: Mapping[int, int]) -> list[Point]:
        """The points of a series.

        Args:
            matches: number of the period → articles that match.
            articles: the same of all articles.
        """
        found = []
        for number, period in enumerate(self.periods):
            days, unknown = period.days * self.sites, self.unknown[number]
            if unknown < days:
                known = matches.get(number, 0), articles.get(number, 0)
                found.append(Point(period, *known, days, unknown))
                continue
            reasons = self.reasons[number]
            reason = max(reasons, key=lambda one: (reasons[one], one), default=Reason.BEFORE)
            found.append(Point(period, None, None, days, unknown, reason))
        return found


def _by_period(
    periods: Sequence[Period], unknown: Iterable[Unknown]
) -> dict[int, dict[Reason, int]]:
    """Number of a period → why → how many of its days are unknown; only where some are."""
    found: dict[int, dict[Reason, int]] = {}
    begin = 0
    for span in unknown:  # both in ascending order
        while begin < len(periods) and periods[begin].last < span.first:
            begin += 1
        number = begin
        while number < len(periods) and (period := periods[number]).first <= span.last:
            days = min(period.last, span.last) - max(period.first, span.first) + 1
            reasons = found.setdefault(number, {})
            reasons[span.reason] = reasons.get(span.reason, 0) + days
            number += 1
    return found


def _missing(period: Period, days: Mapping[Reason, int]) -> Reason | None:
    """Why nothing is known of a site in a period, ``None`` if something is.

    Args:
        days: why → how many days of the period are unknown.
    """
    if sum(days.values()) < period.days:
        return None
    return max(days, key=lambda reason: (days[reason], reason))
