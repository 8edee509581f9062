"""What a match of the grammar says: a date, a time of day, a relative phrase or a time zone."""

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from newscrawl.persian.calendar import FIRST_YEAR, LAST_YEAR, to_gregorian
from newscrawl.persian.words import DAYS, DAYS_AGO, MONTHS, NUMBERS, UNITS, Calendar
from newscrawl.persian.zones import ABBREVIATIONS, PLACES, UNKNOWN, Zone

_FIRST_SHORT: Final = 32  # years of two digits from here on are no days: they are of 13xx
_VERSION: Final = re.compile(
    r"(?:نسخه|ورژن|فریم ?ور|اندروید|version|ver|v|release|build|firmware|android|ios|ip)[ :]*\Z"
)
_DAY_BEFORE: Final = re.compile(r"(?<![0-9:])(?:[12]?[0-9]|3[01]) ?(?:تا|الی|و|to|and) \Z")
_ISSUE: Final = re.compile(r"(?:شماره|قسمت|جلد|صفحه) ?:? ?\Z")  # «شماره ۱۲ - شهریور ۱۴۰۳»
_LONE_NUMBER: Final = re.compile(r"(?:\A|[^0-9:. ]|[^0-9:] )[0-9]{1,3} \Z")


@dataclass(slots=True)
class Date:
    """A date as written, in Gregorian days.

    ``days`` are its possible readings: none if there is no such day, and ``reason`` says why. A
    ``weak`` one may be no date at all (1234/56/78, two-digit years) or only half of one (no year).
    A short one has a year of two digits.
    """

    start: int
    end: int
    calendar: Calendar
    days: tuple[datetime.date, ...] = ()
    reason: str = ""
    weak: bool = False
    is_short: bool = False

    @property
    def day(self) -> datetime.date | None:
        """The day if there is one reading."""
        return self.days[0] if len(self.days) == 1 else None


@dataclass(slots=True)
class Time:
    """A time of day; ``offset`` is in minutes east of UTC.

    ``hour`` is None if there is no such time, and ``reason`` says why. ``place`` is a zone of the
    IANA data, or `UNKNOWN` for a zone that nobody can tell; it may reach further than the time.
    """

    start: int
    end: int
    hour: int | None
    minute: int = 0
    second: int | None = None
    offset: int | None = None
    place: str = ""
    reason: str = ""
    reach: int = 0


@dataclass(slots=True)
class Relative:
    """``amount`` times ``unit`` before now.

    ``unit`` is in seconds: 86400 stands for calendar days, 0 for vague units. One that is ``alone``
    is a date only if the text says nothing else: «امروز» is a common word.
    """

    start: int
    end: int
    amount: int
    unit: int
    alone: bool = False


@dataclass(slots=True)
class Named:
    """A time zone in words; a short one, such as EST, is one only beside a time."""

    start: int
    end: int
    zone: Zone
    text: str
    is_short: bool


Piece = Date | Time | Relative


# -- Dates ---------------------------------------------------------------------------------------


def _calendar(year: int) -> Calendar | None:
    if FIRST_YEAR <= year <= LAST_YEAR:
        return "jalali"
    return "gregorian" if 1821 <= year <= 2122 else None


def _day(calendar: Calendar, year: int, month: int, day: int) -> datetime.date | None:
    if calendar == "jalali":
        return to_gregorian(year, month, day)
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _date(m: re.Match[str], calendar: Calendar, year: int, month: int, day: int) -> Date:
    start, end = m.span()
    if _calendar(year) != calendar:
        return Date(start, end, calendar, reason=f"year {year} does not fit its month")
    found = _day(calendar, year, month, day)
    if found:
        return Date(start, end, calendar, (found,))
    reason = f"no such day: {year}-{month:02}-{day:02}"
    return Date(start, end, calendar, reason=reason, weak=month > 12 or day > 31)


def _short(figures: str) -> int:
    """Return the Jalali year that two digits stand for."""
    return int(figures) + (1300 if int(figures) >= _FIRST_SHORT else 1400)


def _readings(*days: datetime.date | None) -> tuple[datetime.date, ...]:
    return tuple(dict.fromkeys(day for day in days if day))


def _figures(m: re.Match[str]) -> Date | None:
    start, end = m.span()
    first, middle, last = m["a"], m["b"], m["c"]
    a, b, c = int(first), int(middle), int(last)
    if m["lunar"]:
        return Date(start, end, "lunar", reason="lunar date")
    if m["sep"] == "." and _VERSION.search(m.string, max(0, start - 12), start):
        return None
    if len(first) == 4 and len(last) < 4:
        calendar = _calendar(a)
        return _date(m, calendar, a, b, c) if calendar else _no_date(m)
    if len(last) == 4 and len(first) < 4:
        calendar = _calendar(c)
        if calendar != "gregorian":
            return _date(m, calendar, c, b, a) if calendar else _no_date(m)
        # Day first or month first: only the figures can tell.
        days = _readings(_day(calendar, c, b, a), _day(calendar, c, a, b))
        reason = ("no such day", "", "ambiguous date")[len(days)]
        return Date(start, end, calendar, days, reason)
    if len(first) == 4 or m["sep"] not in "/-":
        return _no_date(m)
    if m.string[end : end + 1] == "/" or _LONE_NUMBER.search(m.string, max(0, start - 6), start):
        return None  # the number of a letter; a figure that may belong to it
    days = _readings(
        to_gregorian(_short(first), b, c) if len(first) == 2 else None,
        to_gregorian(_short(last), b, a) if len(last) == 2 else None,
    )
    if not days:
        return _no_date(m)
    if m["sep"] == "-":  # 88-12-22 is more often a telephone number
        days = ()
    reason = "" if len(days) == 1 else "ambiguous date"
    return Date(start, end, "jalali", days, reason, weak=True, is_short=True)


def _no_date(m: re.Match[str]) -> Date:
    return Date(m.start(), m.end(), "jalali", reason="no such day", weak=True)


def _compact(m: re.Match[str]) -> Date:
    calendar = _calendar(int(m["year"])) or "gregorian"
    return _date(m, calendar, int(m["year"]), int(m["month"]), int(m["day"]))


def _lunar(m: re.Match[str]) -> Date:
    return Date(m.start(), m.end(), "lunar", reason="lunar date")


def _joined(m: re.Match[str]) -> Date:
    """Part «1404-10-1019:30» where only one parting gives a day and an hour."""
    year, month, run = int(m["year"]), int(m["month"]), m["run"]
    calendar = _calendar(year) or "jalali"
    found = [
        (length, day)
        for length in (1, 2)
        if 1 <= len(run) - length <= 2 and int(run[length:]) < 24
        if (day := _day(calendar, year, month, int(run[:length])))
    ]
    if len(found) == 1:
        ((length, day),) = found
        return Date(m.start(), m.start("run") + length, calendar, (day,))
    reason = "ambiguous date" if found else "no such day"
    return Date(m.start(), m.end(), calendar, reason=reason, weak=not found)


def _words(m: re.Match[str]) -> Date:
    start, end = m.span()
    calendar, month = MONTHS[m["month"].replace(" ", "")]
    day, year, other = m["day"], m["year"], m["other"]
    if other and MONTHS[other.replace(" ", "")] != (calendar, month):
        return Date(start, end, calendar, reason="ambiguous month", weak=year is None)
    if year is None:
        return Date(start, end, calendar, reason="no year", weak=True)
    if _DAY_BEFORE.search(m.string, max(0, start - 8), start):
        return Date(start, end, calendar, reason="several days", weak=True)
    if _ISSUE.search(m.string, max(0, start - 10), start):
        return Date(start, end, calendar, reason="number of an issue", weak=True)
    if not day.isdigit():
        day = str(DAYS[day.replace(" ", "")])
    if len(year) == 4:
        return _date(m, calendar, int(year), month, int(day))
    if calendar == "gregorian":
        return Date(start, end, calendar, reason="ambiguous year", weak=True)
    if len(day) == 2 and not 1 <= int(day) <= 31:  # «۹۸ تیر ۱۲»
        day, year = year, day
    date = _date(m, calendar, _short(year), month, int(day))
    date.is_short = True
    return date


# -- Times of day --------------------------------------------------------------------------------


def _number(figures: str | None) -> int:
    if not figures:
        return 0
    return int(figures) if figures.isdigit() else NUMBERS[figures.replace(" ", "")]


def _time(m: re.Match[str]) -> Time:
    start, end = m.span()
    figures = m.groupdict()
    hour, minute = _number(m["hour"]), _number(figures.get("minute") or figures.get("bare"))
    if part := figures.get("part"):
        minute = 30 if part == "نیم" else 15
    second = _number(figures.get("second"))
    if figures.get("slash") and hour > 23 >= minute:  # «ساعت ۳۰\\۷», written from the right
        hour, minute = minute, hour
    morning, afternoon = figures.get("morning"), figures.get("afternoon")
    if hour > 23 or minute > 59 or second > 59 or (morning and hour > 12):
        return Time(start, end, None, reason="no such time")
    if afternoon == "شب" and (hour < 6 or hour == 12):  # of this day's night or of the last one's
        return Time(start, end, None, reason="ambiguous time")
    if morning and hour == 12:
        hour = 0
    elif afternoon and hour < (11 if afternoon == "ظهر" else 12):
        hour += 12
    known = second if figures.get("second") else None
    return Time(start, end, hour, minute, known, _offset(figures.get("zone")))


def _offset(zone: str | None) -> int | None:
    if zone is None:
        return None
    sign, figures = re.split("([+-])", zone, maxsplit=1)[1:]
    hours, _, minutes = figures.strip(" )").partition(":")
    if len(hours) > 2:
        hours, minutes = hours[:-2], hours[-2:]
    east = int(hours) * 60 + int(minutes or 0)
    return -east if sign == "-" else east


def _zone(m: re.Match[str]) -> Named:
    return Named(m.start(), m.end(), ABBREVIATIONS[m.group()], m.string, is_short=True)


def _place(m: re.Match[str]) -> Named:
    first, both = m["first"], m.group("first") + (m["second"] or "")
    for words in (both, first):
        if words in PLACES:
            end = m.start("first") + len(words)
            return Named(m.start(), end, PLACES[words], m.string, is_short=False)
    return Named(m.start(), m.end("first"), UNKNOWN, m.string, is_short=False)


# -- Relative phrases ----------------------------------------------------------------------------


def _ago(m: re.Match[str]) -> Relative:
    start, end = m.span()
    unit = UNITS[m["unit"].removesuffix("s") if m["unit"].isascii() else m["unit"]]
    word = m["amount"] or "a"
    is_half = word.startswith(("نیم", "half"))
    amount = 1 if is_half or word in ("a", "an") else _number(word)
    if unit == 0 or not (is_half or m["more"] or m.groupdict().get("part")):
        return Relative(start, end, amount, unit)
    seconds = unit // 2 if is_half else amount * unit
    if m["more"]:
        seconds += _number(m["more"]) * UNITS[m["more_unit"]]
    if m.groupdict().get("part"):
        seconds += unit // (2 if m["part"] == "نیم" else 4)
    minutes, rest = divmod(seconds, 60)
    return Relative(start, end, seconds, 1) if rest else Relative(start, end, minutes, 60)


def _now(m: re.Match[str]) -> Relative:
    alone = not m.group().endswith(("پیش", "قبل", "ago"))
    return Relative(m.start(), m.end(), 0, 1, alone=alone)


def _some_ago(m: re.Match[str]) -> Relative:
    return Relative(m.start(), m.end(), 0, 0)


def _days_ago(m: re.Match[str]) -> Relative:
    return Relative(m.start(), m.end(), DAYS_AGO[m.group().replace(" ", "")], 86400, alone=True)


#: What a match of a form says, by the form's kind; None if it is no date at all.
MEANING: Final[dict[str, Callable[[re.Match[str]], Piece | Named | None]]] = {
    "figures": _figures,
    "joined": _joined,
    "compact": _compact,
    "words": _words,
    "lunar": _lunar,
    "time": _time,
    "loose": _time,
    "zone": _zone,
    "place": _place,
    "ago": _ago,
    "now": _now,
    "vague": _some_ago,
    "day": _days_ago,
}
