"""How many articles match, and which share of all that is, in each period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from newscrawl.trends.gaps import Reason, Unknown
from newscrawl.trends.periods import By, Period


class Split(StrEnum):
    """By what articles are told apart."""

    SITE = "site"
    TOPIC = "topic"
    AGENCY = "agency"


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
    def matches(self) -> int:
        """Of all periods."""
        return sum(point.matches or 0 for point in self.points)


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

    def missing(self) -> list[dict[Reason, list[str]]]:
        """Of each period: why → sites of which nothing is known in it."""
        found: list[dict[Reason, list[str]]] = [{} for _ in self.periods]
        for site in self.sites:
            for number, days in _by_period(self.periods, self.unknown.get(site, ())).items():
                if (reason := _missing(self.periods[number], days)) is not None:
                    found[number].setdefault(reason, []).append(site)
        return found

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
                "period": point.period.name,
                "matches": point.matches,
                "articles": point.articles,
                "share": point.share,
                "days": point.days,
                "unknown_days": point.unknown_days,
                "reason": None if point.reason is None else str(point.reason),
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
