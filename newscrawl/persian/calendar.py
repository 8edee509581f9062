"""The Jalali calendar of 1200–1500 and the clocks of Tehran."""

from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

TEHRAN: Final = ZoneInfo("Asia/Tehran")
FIRST_YEAR: Final = 1200
LAST_YEAR: Final = 1500
MONTHS: Final = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
    "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip

_EPOCH: Final = date(1600, 3, 20).toordinal()  # 1 Farvardin 979, where a cycle of 33 years begins


def _new_year(year: int) -> int:
    """Return the ordinal of 1 Farvardin. Eight leap years in 33 are exact for 1200–1500; the
    rule of 2820 years, which some libraries use, goes wrong from 1404 on."""
    cycles, years = divmod(year - 979, 33)
    return _EPOCH + cycles * 12053 + years * 365 + (years + 3) // 4


def to_gregorian(year: int, month: int, day: int) -> date | None:
    """Return the Gregorian date of a Jalali one of 1200–1500, None where there is no such day."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    days = (month - 1) * 31 if month <= 7 else (month - 1) * 30 + 6
    ordinal = _new_year(year) + days + day - 1
    if day == 31 and month > 6:
        return None
    if day == 30 and month == 12 and ordinal == _new_year(year + 1):
        return None
    return date.fromordinal(ordinal)


def to_jalali(day: date) -> tuple[int, int, int] | None:
    """Return Jalali year, month and day of a Gregorian date, None outside 1200–1500."""
    year, ordinal = day.year - 621, day.toordinal()
    if ordinal < _new_year(year):
        year -= 1
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    days = ordinal - _new_year(year)
    if days < 186:
        return year, days // 31 + 1, days % 31 + 1
    return year, (days - 186) // 30 + 7, (days - 186) % 30 + 1


def in_tehran(instant: datetime) -> datetime:
    """Return an aware time in Tehran, with a plain offset: times of one ZoneInfo compare by wall
    clock, which goes wrong where an hour occurs twice."""
    local = instant.astimezone(TEHRAN)
    return local.replace(tzinfo=_offset(local.utcoffset() or timedelta()), fold=0)


def localized(wall: datetime, *, second: bool = False) -> datetime:
    """Return the instant at which Tehran's clocks showed the naive time ``wall``.

    Of an hour that occurs twice the first, or the ``second``. In an hour that never was, because
    clocks were put forward, the clock before the change counts on: 00:30 is 01:30.
    """
    return in_tehran(wall.replace(tzinfo=TEHRAN, fold=int(second)).astimezone(UTC))


@lru_cache(maxsize=64)
def _offset(offset: timedelta) -> timezone:
    return timezone(offset)
