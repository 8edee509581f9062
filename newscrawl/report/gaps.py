"""Days without an article."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from newscrawl.persian.calendar import to_gregorian, to_jalali
from newscrawl.trends.gaps import runs


@dataclass(frozen=True, slots=True)
class DayGap:
    """Consecutive days without an article, between days with articles."""

    #: ``YYYY-MM-DD`` in the Jalali calendar.
    first: str
    last: str
    days: int
    #: How many of them were read in the site's own archive, which lists no article either.
    read: int


def day_gaps(days: Collection[str], read: Collection[str]) -> list[DayGap]:
    """Gaps between the first and the last day with an article, the longest first.

    Args:
        days: days with an article, ``YYYY-MM-DD`` in the Jalali calendar.
        read: days of the site's own archive that were read to the end.

    >>> day_gaps(["1400-01-01", "1400-01-03", "1400-01-06"], ["1400-01-04"])
    [DayGap(first='1400-01-04', last='1400-01-05', days=2, read=1), \
DayGap(first='1400-01-02', last='1400-01-02', days=1, read=0)]
    """
    known = {day.toordinal() for name in days if (day := to_gregorian(*_parts(name)))}
    if not known:
        return []
    empty = [day for day in range(min(known), max(known)) if day not in known]
    found = []
    for run in runs(empty):
        names = [_name(day) for day in run]
        found.append(DayGap(names[0], names[-1], len(names), sum(name in read for name in names)))
    return sorted(found, key=lambda gap: (-gap.days, gap.first))


def year_days(year: int) -> list[str]:
    """The days of a Jalali year, ``YYYY-MM-DD``.

    >>> len(year_days(1403)), year_days(1404)[-1]
    (366, '1404-12-29')
    """
    first, following = to_gregorian(year, 1, 1), to_gregorian(year + 1, 1, 1)
    assert first is not None
    count = (following - first).days if following else 365
    return [_name((first + timedelta(days=n)).toordinal()) for n in range(count)]


def _parts(name: str) -> tuple[int, int, int]:
    year, month, day = name.split("-")
    return int(year), int(month), int(day)


def _name(ordinal: int) -> str:
    jalali = to_jalali(date.fromordinal(ordinal))
    return "" if jalali is None else "{:04}-{:02}-{:02}".format(*jalali)
