"""Days of which an archive does not know what a site published.

A day without an article may be a day on which a site published nothing, or one that nobody crawled.
What tells them apart is what the site usually does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import groupby
from math import log
from typing import Final

#: Weeks before and after days without an article, whose same weekdays tell what is usual.
WEEKS: Final = 4
#: How improbable, 0–1, days without an article must be to be a gap.
DOUBT: Final = 0.001
#: So many days before and after those that are asked for tell what is usual, too.
MARGIN: Final = 7 * WEEKS


class Reason(StrEnum):
    """Why nothing is known of a day."""

    #: The archive has nothing of the site from that day or before it, or nothing after it.
    BEFORE = "before the archive begins"
    AFTER = "after the archive ends"
    #: The site's own archive lists articles of the day, and none is stored.
    LISTED = "listed by the site, not stored"
    #: The site would hardly have published nothing.
    GAP = "a gap in the archive"


@dataclass(frozen=True, slots=True)
class Unknown:
    """Consecutive days of which nothing is known."""

    #: Ordinals.
    first: int
    last: int
    reason: Reason


def unknown_days(
    counts: Mapping[int, int],
    listed: Mapping[int, int],
    first: int,
    last: int,
    known: tuple[int, int] | None = None,
) -> list[Unknown]:
    """The days from ``first`` to ``last`` of which an archive does not know what a site published.

    A day with an article is known, and so is one of which the site's own archive was read and has
    none. Other days are unknown before the first known one, after the last one, and in a gap. Days
    without an article between two with some are a gap if it is less probable than :data:`DOUBT`
    that the site published nothing, judged by the same weekdays of the four weeks before and after.

    Args:
        counts: day → the site's articles, also of :data:`MARGIN` days around.
        listed: day → how many articles the site's own archive lists, if that was read.
        known: the first and the last day of which the archive has an article, if ``counts`` are not
            of all days.

    >>> daily = {day: 9 for day in range(100, 200) if day not in (120, 150, 151, 152)}
    >>> unknown_days(daily, {150: 0, 151: 2}, 95, 199)
    [Unknown(first=95, last=99, reason=<Reason.BEFORE: 'before the archive begins'>), \
Unknown(first=120, last=120, reason=<Reason.GAP: 'a gap in the archive'>), \
Unknown(first=151, last=151, reason=<Reason.LISTED: 'listed by the site, not stored'>), \
Unknown(first=152, last=152, reason=<Reason.GAP: 'a gap in the archive'>)]

    Sites that publish little have such days:

    >>> unknown_days({day: 1 for day in range(100, 200, 4)}, {}, 100, 196)
    []
    """
    days = {day for day, count in counts.items() if count}
    days |= {day for day, count in listed.items() if not count}
    ends = [*(known or ()), *days]
    if not ends:
        return [Unknown(first, last, Reason.BEFORE)]
    begin, end = min(ends), max(ends)
    found = []
    if first < begin:
        found.append(Unknown(first, min(begin - 1, last), Reason.BEFORE))
    seen = range(max(begin, first - MARGIN), min(end, last + MARGIN) + 1)
    dense = [counts.get(day, 0) for day in seen]
    most = max([*dense, _of_days(0, 2 * WEEKS)])
    for run in runs(day for day in seen if day not in days):
        if run[-1] < first or run[0] > last:
            continue
        reasons = _judged(run, dense, seen.start, listed, most)
        for reason, part in groupby(run, key=reasons.get):
            part_days = [day for day in part if first <= day <= last]
            if reason is not None and part_days:
                found.append(Unknown(part_days[0], part_days[-1], reason))
    if last > end:
        found.append(Unknown(max(end + 1, first), last, Reason.AFTER))
    return found


def runs(days: Iterable[int]) -> Iterator[list[int]]:
    """Days that follow each other, of days in ascending order.

    >>> list(runs([3, 4, 7]))
    [[3, 4], [7]]
    """
    # Days in a row differ from their places by the same number.
    for _, run in groupby(
        enumerate(days), key=lambda place_and_day: place_and_day[1] - place_and_day[0]
    ):
        yield [day for _, day in run]


def _judged(
    run: list[int], counts: Sequence[int], begin: int, listed: Mapping[int, int], most: float
) -> dict[int, Reason]:
    """Day → why it is unknown, of days in a row without an article.

    Args:
        counts: the articles of each day, from ``begin`` on.
        most: no day can be more surprising.
    """
    found = {day: Reason.LISTED for day in run if day in listed} if listed else {}
    if len(run) * most > _SURPRISING:
        first, last = run[0] - begin, run[-1] - begin
        surprise = 0.0
        for place in range(min(7, len(run))):  # the other days are the same weekdays
            times = (len(run) - place + 6) // 7
            surprise += times * _surprise(first + place, first, last, counts)
        if surprise > _SURPRISING:
            found = {day: found.get(day, Reason.GAP) for day in run}
    return found


def _surprise(day: int, first: int, last: int, counts: Sequence[int]) -> float:
    """How improbable it is that a site published nothing on a day, as a negative logarithm.

    Args:
        day: as the others, its place in ``counts``.
        first: of the days in a row without an article, as ``last``.
    """
    before = day - 7 * ((day - first) // 7 + 1)  # the same weekday before those days
    after = day + 7 * ((last - day) // 7 + 1)
    earliest = max(before - 7 * (WEEKS - 1), before % 7)
    usual = [*counts[earliest : max(before + 1, 0) : 7], *counts[after : after + 7 * WEEKS : 7]]
    empty = usual.count(0)
    if empty or not usual:
        return _of_days(empty, len(usual))
    # A site that always has some would have none with the probability exp(-usual).
    return max(_of_days(0, len(usual)), min(usual))


@cache
def _of_days(empty: int, of: int) -> float:
    """How surprising an empty day is where so many are: as if one more had been half empty."""
    return -log((empty + 0.5) / (of + 1))


#: More than this is a gap.
_SURPRISING: Final = -log(DOUBT)
