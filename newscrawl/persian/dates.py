"""Dates as Persian pages write them: both calendars, every digit, one instant in Tehran.

    >>> date = parse_date("۲۲ تير ۱۴۰۰ - ۱۹:۰۸ - 13 July 2021")
    >>> date.instant.isoformat(), date.jalali_iso, date.precision
    ('2021-07-13T19:08:00+04:30', '1400-04-22', 'minute')
    >>> try:
    ...     parse_date("۳۰ اسفند ۱۴۰۲")
    ... except DateError as error:
    ...     print(error.reason)
    no such day: 1402-12-30

A time without an offset is Tehran's, by zoneinfo: of an hour that occurs twice the first, and in
an hour that never was (clocks went forward) the clock before the change counts on.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from newscrawl.persian.calendar import TEHRAN, localized
from newscrawl.persian.choosing import DAY
from newscrawl.persian.reading import (
    DateError,
    Found,
    ParsedDate,
    Precision,
    find,
    parsed,
    words,
)
from newscrawl.persian.words import fold

__all__ = [
    "TEHRAN",
    "DateError",
    "ParsedDate",
    "Precision",
    "Reconciled",
    "date_words",
    "parse_date",
    "reconcile",
]

_OLDEST: Final = 1370  # Jalali; before it there were no news sites
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_NEVER: Final = re.compile(r"[^1-9]*0[^1-9]*|0001-01-01.*")
_STANDARD: Final = timedelta(hours=3, minutes=30)


def parse_date(text: str | None, *, now: datetime | None = None) -> ParsedDate:
    """Return the date that ``text`` holds, wherever in its first 2000 characters it stands.

    The Jalali date counts where a Gregorian one stands beside it.

    Args:
        text: in any script and with any digits.
        now: what «۲ ساعت پیش» and «دیروز» count from, aware or naive in Tehran; without it they are
            errors. Years that lie more than five years after it (with two digits, one) are none.

    Raises:
        DateError: no date, an impossible, ambiguous, vague or lunar one, or outside 1200–1500.
    """
    return find(text, now).date


def date_words(text: str | None) -> str | None:
    """Return the date's own words in ``text``: with weekday and time, without label and toolbar.

    >>> date_words("کد خبر: ۱۲۳۴ | تاریخ انتشار: شنبه ۲ مرداد ۱۴۰۰ - ۱۹:۰۸ | چاپ")
    'شنبه ۲ مرداد ۱۴۰۰ - ۱۹:۰۸'

    They are as they stand in ``text``; where other words part a day from its time of day, " - "
    does instead. `parse_date` reads the same date from them. Of a date that cannot be (۳۱ مهر
    ۱۴۰۰), or that is vague, they are what it would have been.

    Returns:
        ``None`` if nothing in the text looks like a date.
    """
    return words(text)


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The date of a page, and what was wrong with it."""

    date: ParsedDate | None
    problems: tuple[str, ...]


def reconcile(
    visible: str | None, machine: Iterable[str] = (), *, now: datetime | None = None
) -> Reconciled:
    """Return the one date of a page from what it shows and what its meta data say, best first.

    The visible date wins as far as it goes. A machine date only fills in what it leaves open (no
    readable date; no time of day, on the same day in Tehran; a phrase like «دیروز»). Whatever does
    not fit is a problem. 1970-01-01 and years far in the future are no dates; 0000-00-00 says
    nothing.

    Args:
        visible: the date for readers.
        machine: dates for machines, the best first.
        now: as for `parse_date`. To tell whether a date is in the future, the clock replaces a
            missing one.
    """
    problems: list[str] = []
    found: Found | None = None
    if visible and visible.strip() and not _NEVER.fullmatch(fold(visible)):
        try:
            found = _sound(visible, now)
        except DateError as error:
            problems.append(error.reason)
    stated: list[Found] = []
    errors: list[str] = []
    for text in dict.fromkeys(machine):
        if _NEVER.fullmatch(fold(text)):
            continue
        try:
            stated.append(_sound(text, now))
        except DateError as error:
            errors.append(error.reason)
    if found:
        problems += [found.note] if found.note else []
        problems += _conflict(found, stated[0]) if stated else []
    elif stated:
        found, trouble = _true_offset(stated.pop(0))
        problems += trouble
    else:
        reasons = [*problems, *errors] or ["no date found"]
        return Reconciled(None, tuple(dict.fromkeys(reasons)))
    date, trouble = _filled_in(found, stated)
    problems += trouble + _suspicions(date, now)
    return Reconciled(date, tuple(dict.fromkeys(problems)))


def _sound(text: str, now: datetime | None) -> Found:
    """Return the date of ``text`` if it can be one of a page.

    Raises:
        DateError: as `parse_date`, and for what programs write when they have none.
    """
    found = find(text, now, (now or datetime.now(UTC)).date())
    if abs(found.date.instant - _EPOCH) < DAY:
        raise DateError("1970-01-01 is where clocks begin, no date", text)
    return found


def _conflict(found: Found, other: Found) -> list[str]:
    if "day" in (found.date.precision, other.date.precision):
        gap = abs(found.date.instant.date() - _true_offset(other)[0].date.instant.date())
    else:
        readings = (other.date.instant, _true_offset(other)[0].date.instant)
        gap = min(abs(found.date.instant - reading) for reading in readings)
    if gap <= DAY:
        return []
    return [f"visible date and meta differ by {round(gap / DAY)} days; visible kept"]


def _true_offset(found: Found) -> tuple[Found, list[str]]:
    """Undo a fixed +03:30 in Tehran's summer time: its clock counts, not its offset."""
    if found.offset is None or timedelta(minutes=found.offset) != _STANDARD:
        return found, []
    if _STANDARD in (localized(found.wall, second=again).utcoffset() for again in (False, True)):
        return found, []
    date = parsed(localized(found.wall), found.date.precision, found.date.source)
    problem = f"meta offset +03:30 is not Tehran's on {date.jalali_iso}; its clock kept"
    return Found(date, found.wall), [problem]


def _filled_in(found: Found, stated: Sequence[Found]) -> tuple[ParsedDate, list[str]]:
    """Return the date with what it leaves open taken from the first machine date that has it."""
    date = found.date
    second = localized(found.wall, second=True)
    for other in stated:
        if other.date.precision == "day":
            continue
        if date.precision != "day" and not found.rough:
            # An hour that occurs twice: an offset in the meta data tells which of the two it is.
            if found.offset is None and other.date.instant == second > date.instant:
                return replace(date, instant=second), []
            continue
        fixed, trouble = _true_offset(other)
        same_day = fixed.date.instant.date() == date.instant.date()
        if same_day or (found.rough and abs(fixed.date.instant - date.instant) <= DAY):
            return replace(fixed.date, source=f"{date.source} | {fixed.date.source}"), trouble
    return date, []


def _suspicions(date: ParsedDate, now: datetime | None) -> list[str]:
    problems = []
    if date.precision == "day":
        problems.append("no time of day, only the day is known")
    now = now or datetime.now(UTC)
    now = now if now.tzinfo else now.replace(tzinfo=TEHRAN)
    if date.instant - now > DAY:
        problems.append(f"in the future: {date.jalali_iso}")
    if date.jalali.year < _OLDEST:
        problems.append(f"before {_OLDEST}: {date.jalali_iso}")
    return problems
