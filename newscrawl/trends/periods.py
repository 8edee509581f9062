"""Periods of the Jalali calendar: days, weeks that begin on Saturday, months and years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from newscrawl.persian.calendar import FIRST_YEAR, to_gregorian, to_jalali

#: Days from a Saturday to Python's Monday.
_SATURDAY = 5


class By(StrEnum):
    """How long a period is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Period:
    """Consecutive days of Tehran."""

    #: ``1403-02-05`` of a day, and of a week the one with which it begins; ``1403-02``; ``1403``.
    name: str
    #: Ordinals of the first and the last day that count.
    first: int
    last: int

    @property
    def days(self) -> int:
        return self.last - self.first + 1


def periods(first: date, last: date, by: By) -> list[Period]:
    """The periods from one day to another; of the first and the last only the days between both.

    >>> [one.name for one in periods(date(2024, 3, 18), date(2024, 4, 25), By.MONTH)]
    ['1402-12', '1403-01', '1403-02']
    >>> [one.name for one in periods(date(2024, 3, 18), date(2024, 3, 23), By.WEEK)]
    ['1402-12-26', '1403-01-04']

    Raises:
        ValueError: if a day is not in the years 1200 to 1500 of the calendar.
    """
    return list(_following(first.toordinal(), last.toordinal(), by))


def _following(first: int, last: int, by: By) -> Iterator[Period]:
    while first <= last:
        whole = period_of(date.fromordinal(first), by)
        found = replace(whole, first=first, last=min(whole.last, last))
        yield found
        first = found.last + 1


def period_of(day: date, by: By) -> Period:
    """The period of a day.

    >>> period_of(date(2024, 3, 22), By.WEEK).name, period_of(date(2024, 3, 23), By.WEEK).name
    ('1402-12-26', '1403-01-04')
    >>> period_of(date(2025, 3, 20), By.YEAR)
    Period(name='1403', first=738965, last=739330)

    Raises:
        ValueError: if the day is not in the years 1200 to 1500 of the calendar.
    """
    year, month, _ = _jalali(day)
    if by == By.DAY:
        return Period(jalali_day(day), day.toordinal(), day.toordinal())
    if by == By.WEEK:
        begin = day - timedelta(days=(day.weekday() - _SATURDAY) % 7)
        first = max(begin.toordinal(), _ordinal(FIRST_YEAR, 1, 1))
        return Period(jalali_day(date.fromordinal(first)), first, begin.toordinal() + 6)
    if by == By.MONTH:
        return Period(f"{year:04}-{month:02}", _ordinal(year, month, 1), _end(year, month))
    return Period(f"{year:04}", _ordinal(year, 1, 1), _end(year, 12))


def jalali_day(day: date) -> str:
    """
    >>> jalali_day(date(2021, 7, 13))
    '1400-04-22'
    """
    return "{:04}-{:02}-{:02}".format(*_jalali(day))


def _jalali(day: date) -> tuple[int, int, int]:
    found = to_jalali(day)
    if found is None:
        raise ValueError(f"{day} is not in the years 1200 to 1500 of the Jalali calendar")
    return found


def _ordinal(year: int, month: int, day: int) -> int:
    found = to_gregorian(year, month, day)
    assert found is not None
    return found.toordinal()


def _end(year: int, month: int) -> int:
    """The last day of a month: the 31st, 30th or 29th."""
    ends = (to_gregorian(year, month, day) for day in (31, 30, 29))
    return next(day.toordinal() for day in ends if day is not None)
