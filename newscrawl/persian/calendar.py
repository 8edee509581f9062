"""The Jalali calendar of 1200–1500 and the clocks of Tehran.

In these years the rule of jdatetime, eight leap years in 33, is exact. The rule of 2820 years,
which some libraries use, goes wrong from 1404 on.
"""

from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

import jdatetime

TEHRAN: Final = ZoneInfo("Asia/Tehran")
FIRST_YEAR: Final = 1200
LAST_YEAR: Final = 1500
MONTHS: Final = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
    "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip


@lru_cache(maxsize=4096)  # the pages of a crawl name the same few days
def to_gregorian(year: int, month: int, day: int) -> date | None:
    """Return the Gregorian date of a Jalali one.

    Returns:
        ``None`` where there is no such day, and outside 1200–1500.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        gregorian: date = jdatetime.date(year, month, day).togregorian()
    except ValueError:
        return None
    return gregorian


@lru_cache(maxsize=4096)
def to_jalali(day: date) -> tuple[int, int, int] | None:
    """Return Jalali year, month and day of a Gregorian date.

    Returns:
        ``None`` outside 1200–1500.
    """
    try:
        jalali = jdatetime.date.fromgregorian(date=day)
    except ValueError:  # before the Jalali year 1, or after the last year of jdatetime
        return None
    if not FIRST_YEAR <= jalali.year <= LAST_YEAR:
        return None
    return jalali.year, jalali.month, jalali.day


def in_tehran(instant: datetime) -> datetime:
    """Return an aware time in Tehran, with a plain offset.

    Times of one ZoneInfo compare by wall clock, which goes wrong where an hour occurs twice.
    """
    local = instant.astimezone(TEHRAN)
    return local.replace(tzinfo=_offset(local.utcoffset() or timedelta()), fold=0)


def localized(wall: datetime, *, second: bool = False) -> datetime:
    """Return the instant at which Tehran's clocks showed the naive time ``wall``.

    In an hour that never was, because clocks were put forward, the clock before the change counts
    on: 00:30 is 01:30.

    Args:
        wall: without a zone.
        second: of an hour that occurs twice, take the second.
    """
    return in_tehran(wall.replace(tzinfo=TEHRAN, fold=int(second)).astimezone(UTC))


@lru_cache(maxsize=64)
def midnight(day: date, *, days: int = 0) -> datetime:
    """The first moment of a day in Tehran, or of the day so many days later; aware."""
    return localized(datetime.combine(day + timedelta(days=days), time()))


def _offset(offset: timedelta) -> timezone:
    return timezone(offset)
