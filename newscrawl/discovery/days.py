"""``archive``: the lists that a site itself keeps of its articles, by Jalali day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from newscrawl.cms import Family
from newscrawl.persian.calendar import to_jalali


def days(first: date, last: date) -> Iterator[date]:
    """Days from the last to the first, both included."""
    day = last
    while day >= first:
        yield day
        day -= timedelta(days=1)


def name(day: date) -> str:
    """A day in the Jalali calendar.

    >>> name(date(2021, 7, 13))
    '1400-04-22'
    """
    year, month, number = _jalali(day)
    return f"{year:04}-{month:02}-{number:02}"


def path(family: Family, day: date, page: int) -> str:
    """Path and query of a page of the archive of a day.

    Raises:
        ValueError: if sites of the family have no such archive.
    """
    if family.archive_path is None:
        raise ValueError(f"{family.name} has no archive by day")
    year, month, number = _jalali(day)
    return family.archive_path.format(year=year, month=month, day=number, page=page)


def _jalali(day: date) -> tuple[int, int, int]:
    jalali = to_jalali(day)
    if jalali is None:
        raise ValueError(f"{day} is not between 1200 and 1500")
    return jalali
