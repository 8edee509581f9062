"""Days without an article. Pure functions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby

from newscrawl.persian.calendar import to_gregorian, to_jalali


@dataclass(frozen=True, slots=True)
class DayGap:
    """Consecutive days without an article."""

    #: ``YYYY-MM-DD`` in the Jalali calendar.
    first: str
    last: str
    days: int
    #: How many of them were read in the site's own archive, which lists no article either.
    read: int


def day_gaps(
    days: Collection[str],
    read: Collection[str],
    first: date | None = None,
    last: date | None = None,
) -> list[DayGap]:
    """Gaps in some days, the longest first.

    Args:
        days: days with an article, ``YYYY-MM-DD`` in the Jalali calendar.
        read: days of the site's own archive that were read to the end.
        first: of the days to look at; default: the first one with an article.
        last: of the days to look at; default: the last one with an article.

    >>> day_gaps(["1400-01-01", "1400-01-03", "1400-01-06"], ["1400-01-04"])
    [DayGap(first='1400-01-04', last='1400-01-05', days=2, read=1), \
DayGap(first='1400-01-02', last='1400-01-02', days=1, read=0)]
    >>> day_gaps([], [], date(2021, 3, 21), date(2021, 3, 22))
    [DayGap(first='1400-01-01', last='1400-01-02', days=2, read=0)]
    """
    known = {day.toordinal() for name in days if (day := to_gregorian(*_parts(name)))}
    ends = [*known, *(day.toordinal() for day in (first, last) if day)]
    if not ends:
        return []
    begin = min(ends) if first is None else first.toordinal()
    end = max(ends) if last is None else last.toordinal()
    empty = [day for day in range(begin, end + 1) if day not in known]
    # Days in a row differ from their places by the same number.
    runs = groupby(enumerate(empty), key=lambda place_and_day: place_and_day[1] - place_and_day[0])
    found = []
    for _, run in runs:
        names = [day_name(date.fromordinal(day)) for _, day in run]
        found.append(DayGap(names[0], names[-1], len(names), sum(name in read for name in names)))
    return sorted(found, key=lambda gap: (-gap.days, gap.first))


@lru_cache(maxsize=2**14)  # the days of many years are named again and again
def day_name(day: date) -> str:
    """A day as the archive names it: ``YYYY-MM-DD`` in the Jalali calendar; empty outside of
    1200–1500.

    >>> day_name(date(2021, 7, 13))
    '1400-04-22'
    """
    jalali = to_jalali(day)
    return "" if jalali is None else "{:04}-{:02}-{:02}".format(*jalali)


def date_of(name: str) -> date:
    """The day that the archive names so.

    Raises:
        ValueError: if there is no such day.

    >>> date_of("1400-04-22")
    datetime.date(2021, 7, 13)
    """
    found = to_gregorian(*_parts(name))
    if found is None:
        raise ValueError(f"there is no day {name}")
    return found


def year_days(year: int) -> list[str]:
    """The days of a Jalali year, ``YYYY-MM-DD``.

    >>> len(year_days(1403)), year_days(1404)[-1]
    (366, '1404-12-29')
    """
    first, following = to_gregorian(year, 1, 1), to_gregorian(year + 1, 1, 1)
    assert first is not None
    count = (following - first).days if following else 365
    return [day_name(first + timedelta(days=n)) for n in range(count)]


def _parts(name: str) -> tuple[int, int, int]:
    year, month, day = name.split("-")
    return int(year), int(month), int(day)
