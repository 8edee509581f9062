r"""The grammar of dates on Persian pages: what is a date, a time of day, a relative phrase.

`read` returns the pieces of a text in order; what they mean together is decided in
`newscrawl.persian.reading`. Every pattern is bounded and only the first `LIMIT` characters are
looked at, so that no text takes longer than a millisecond or two.
"""

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from newscrawl.persian.calendar import FIRST_YEAR, LAST_YEAR, to_gregorian
from newscrawl.persian.words import (
    AFTERNOON,
    DAYS,
    DAYS_AGO,
    LUNAR,
    MONTHS,
    MORNING,
    NOW,
    NUMBERS,
    UNITS,
    Calendar,
)


@dataclass(slots=True)
class Date:
    """A date as written. ``day`` is None when it cannot be one, and ``reason`` says why.

    ``weak``: perhaps no date at all (1234/56/78, two-digit years) or half of one (no year).
    """

    start: int
    end: int
    calendar: Calendar
    day: datetime.date | None
    reason: str = ""
    weak: bool = False


@dataclass(slots=True)
class Time:
    """A time of day. ``hour`` is None when it cannot be one; ``offset`` is minutes east of UTC."""

    start: int
    end: int
    hour: int | None
    minute: int = 0
    second: int | None = None
    offset: int | None = None
    reason: str = ""


@dataclass(slots=True)
class Relative:
    """``amount`` of ``unit`` before now: seconds, 86400 for calendar days, 0 for vague ones.

    ``alone``: only when the text says nothing else is it a date («امروز» is a common word).
    """

    start: int
    end: int
    amount: int
    unit: int
    alone: bool = False


Piece = Date | Time | Relative


# -- Patterns ------------------------------------------------------------------------------------

_MONTH: Final = "|".join(sorted(MONTHS, key=len, reverse=True))
_SPELT: Final = {day.replace(" ", ""): number for day, number in DAYS.items()}
_DAY: Final = "|".join(DAYS).replace(" ", r"\ ?")
_MONTH_END: Final = r"(?:\ ?ماه)?(?![^\W\d_])"
_UNIT: Final = "|".join(UNITS)
_BETWEEN: Final = r"[ ,،/.-]{0,3}"
_YEAR: Final = r"(?:1[2-5]|18|19|2[01])[0-9][0-9]"
_WEEKDAY: Final = r"(?:(?:یک|دو|سه|چهار|پنج|[1-5])\ ?)?شنبه|جمعه|ادینه"
_HALF: Final = (
    rf"(?:\ ?(?:(?P<morning>{MORNING})|(?P<afternoon>{AFTERNOON}))(?![^\W\d_]))"  # of the day
)
_ZONE: Final = (
    r"(?P<zone>z(?![a-z])|\ ?(?:gmt|utc)?(?:\+(?:0[0-9]|1[0-4])|-(?:0[0-9]|1[0-2])):?[0-5][0-9]"
    r"(?![0-9/-]|\.[0-9])|\ ?(?:gmt|utc)(?![a-z]))?"
)

# One pattern for each form; `read` tries them where a number or a word begins, in this order.
_DATE_START: Final = r"(?:(?<![0-9][-/.])|(?<=:[0-9][0-9]-))"  # inside 978-600-1400-04-22 is none
_ISO_BASIC: Final = rf"(?P<year>{_YEAR})(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}})(?=t[0-9]{{4}})"
_ISO_BASIC_TIME: Final = (
    rf"(?<=[0-9]t)(?P<hour>[0-9]{{2}})(?P<minute>[0-9]{{2}})(?P<second>[0-9]{{2}})?{_ZONE}(?![0-9])"
)
_FIGURES: Final = rf"""
    {_DATE_START} (?P<a>[0-9]{{4}}|[0-9]{{1,2}}) (?P<sep>\ ?[-/.]\ ?) (?P<b>[0-9]{{1,2}}) (?P=sep)
    (?P<c>[0-9]{{4}}|[0-9]{{1,2}}) (?![0-9]) (?![/.][0-9]) (?!-[0-9]{{1,2}}(?![0-9:]))
    (?P<lunar>\ ?\(?(?:ه\.?\ ?ق|هجری\ قمری|قمری)(?![^\W\d_]))?
"""
_TIME: Final = rf"""
    (?<![0-9]:) (?P<hour>[0-9]{{1,2}}) \ ?:\ ? (?P<minute>[0-9]{{2}})
    (?:\ ?:\ ?(?P<second>[0-9]{{2}})(?:[.,][0-9]{{1,9}})?)? (?!:?[0-9]) {_ZONE}{_HALF}?
"""
_YEAR_DAY_MONTH: Final = rf"""
    {_DATE_START} (?P<year>{_YEAR}) {_BETWEEN} (?:(?:{_WEEKDAY}){_BETWEEN})? (?P<day>[0-9]{{1,2}})
    {_BETWEEN} (?P<month>{_MONTH}) {_MONTH_END} (?!{_BETWEEN}(?:سال\ )?[0-9]{{4}}(?![0-9]))
"""
_YEAR_MONTH_DAY: Final = rf"""
    {_DATE_START} (?P<year>{_YEAR}) {_BETWEEN} (?P<month>{_MONTH}) (?:\ ?ماه)? {_BETWEEN}
    (?P<day>[0-9]{{1,2}}) (?![0-9]|\ ?:\ ?[0-9])
"""
_DAY_MONTH: Final = rf"""
    {_DATE_START} (?P<day>[0-9]{{1,2}}) (?:st|nd|rd|th|\ ?ام)? {_BETWEEN} (?:of\ )?
    (?P<month>{_MONTH}) {_MONTH_END}
    (?: {_BETWEEN} (?:سال\ )?
        (?P<year> [0-9]{{4}} (?![0-9]|\ ?:\ ?[0-9])
            | [0-9]{{2}} (?=\ *(?:\Z|[^\w\ :]|ساعت|[0-9]{{1,2}}\ ?:)) )
    )?
"""
_WORD_MONTH: Final = rf"""
    (?P<day>{_DAY})\ (?P<month>{_MONTH}) {_MONTH_END}
    {_BETWEEN} (?:سال\ )? (?P<year>[0-9]{{4}}) (?![0-9]|\ ?:\ ?[0-9])
"""
_LUNAR_DATE: Final = rf"[0-9]{{1,2}}{_BETWEEN}(?:{LUNAR})(?![^\W\d_])(?:{_BETWEEN}[0-9]{{4}}\b)?"
_AGO: Final = rf"""
    (?:(?P<amount>[0-9]{{1,4}})|(?P<word>{"|".join(NUMBERS)}|نیم)\b) \ ?(?P<unit>{_UNIT})
    (?:\ ?و\ ?(?P<more>[0-9]{{1,2}})\ ?دقیقه)? \ ?(?:پیش|قبل) (?![^\W\d_]|\ ?از\b)
"""
_HOUR: Final = rf"(?<![:/.])(?P<hour>[0-9]{{1,2}}){_HALF}"
_O_CLOCK: Final = rf"""
    ساعت\ ?:?\ ? (?P<hour>[0-9]{{1,2}}) (?![0-9]|\ ?:|[/.][0-9]|\ ?(?:{_UNIT}))
    (?:\ ?و\ ?(?P<minute>[0-9]{{1,2}})\ ?دقیقه)? {_HALF}?
"""
_MONTH_DAY: Final = rf"""
    (?P<month>{_MONTH})\.?\ (?P<day>[0-9]{{1,2}}) (?:st|nd|rd|th)? [,،]?\ (?P<year>{_YEAR})
    (?![0-9])
"""
_JUST_NOW: Final = r"(?:لحظاتی|لحظه\ ?ای|دقایقی)\ ?پیش(?![^\W\d_])|(?:همین\ ?حالا|هم\ ?اکنون)\b"


def _compiled(*forms: tuple[str, str]) -> list[tuple[str, re.Pattern[str]]]:
    return [(kind, re.compile(pattern, re.VERBOSE)) for kind, pattern in forms]


_AT_NUMBER: Final = _compiled(
    ("figures", _FIGURES),
    ("time", _TIME),
    ("words", _YEAR_DAY_MONTH),
    ("words", _YEAR_MONTH_DAY),
    ("words", _DAY_MONTH),
    ("lunar", _LUNAR_DATE),
    ("ago", _AGO),
    ("time", _HOUR),
    ("time", _ISO_BASIC_TIME),
)
_AT_LONG_NUMBER: Final = _compiled(("basic", _ISO_BASIC), ("time", _ISO_BASIC_TIME))
_AT_WORD: Final = (
    dict.fromkeys(MONTHS, _compiled(("words", _MONTH_DAY)))
    | dict.fromkeys([*NUMBERS, "نیم"], _compiled(("ago", _AGO)))
    | dict.fromkeys(NOW, _compiled(("now", _JUST_NOW)))
    | dict.fromkeys(DAYS_AGO, _compiled(("day", r"[^\W\d_]+")))
    | dict.fromkeys([*_SPELT, *(day.split()[0] for day in DAYS)], _compiled(("spelt", _WORD_MONTH)))
    | {"ساعت": _compiled(("time", _O_CLOCK))}
)
_WORD: Final = re.compile(r"[0-9]+|[^\W\d_]+")


@lru_cache(maxsize=64)  # the date of a page is looked at, and then read
def read(folded: str) -> tuple[Piece, ...]:
    """Return the dates, times and relative phrases of a folded text, in order."""
    pieces: list[Piece] = []
    end = 0
    for word in _WORD.finditer(folded):
        start = word.start()
        if start < end:
            continue
        found = word.group()
        if found.isdigit():
            forms = _AT_NUMBER if len(found) <= 4 else _AT_LONG_NUMBER
        elif found in _AT_WORD:
            forms = _AT_WORD[found]
        else:
            continue
        for kind, pattern in forms:
            match = pattern.match(folded, start)
            if match:
                pieces.append(_piece(kind, match))
                end = match.end()
                break
    return tuple(pieces)


# -- What a match says ---------------------------------------------------------------------------


def _piece(kind: str, m: re.Match[str]) -> Piece:
    start, end = m.span()
    match kind:
        case "figures":
            return _figures(m)
        case "time":
            return _time(m)
        case "words":
            return _words(m)
        case "spelt":
            calendar, month = MONTHS[m["month"]]
            return _date(m, calendar, int(m["year"]), month, _SPELT[m["day"].replace(" ", "")])
        case "basic":
            calendar = _calendar(int(m["year"])) or "gregorian"
            return _date(m, calendar, int(m["year"]), int(m["month"]), int(m["day"]))
        case "lunar":
            return Date(start, end, "lunar", None, "lunar date")
        case "ago":
            return _ago(m)
        case "now":
            return Relative(start, end, 0, 1, alone=not m.group().endswith("پیش"))
        case _:
            return Relative(start, end, DAYS_AGO[m.group()], 86400, alone=True)


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
        return Date(start, end, calendar, None, f"year {year} does not fit its month")
    found = _day(calendar, year, month, day)
    reason = "" if found else f"no such day: {year}-{month:02}-{day:02}"
    return Date(start, end, calendar, found, reason, weak=month > 12 or day > 31)


def _short(figures: str) -> int:
    """Return the Jalali year, 1370–1469, that two digits stand for."""
    return int(figures) + (1300 if int(figures) >= 70 else 1400)


def _figures(m: re.Match[str]) -> Date:
    start, end = m.span()
    first, middle, last = m["a"], m["b"], m["c"]
    a, b, c = int(first), int(middle), int(last)
    if m["lunar"]:
        return Date(start, end, "lunar", None, "lunar date")
    if len(first) == 4 and len(last) < 4:
        calendar = _calendar(a)
        return _date(m, calendar, a, b, c) if calendar else _no_date(m)
    if len(last) == 4 and len(first) < 4:
        calendar = _calendar(c)
        if calendar != "gregorian":
            return _date(m, calendar, c, b, a) if calendar else _no_date(m)
        # Day first or month first: only the figures can tell.
        days = {day for day in (_day(calendar, c, b, a), _day(calendar, c, a, b)) if day}
        if len(days) == 1:
            return Date(start, end, calendar, days.pop())
        return Date(start, end, calendar, None, "ambiguous date" if days else "no such day")
    if len(first) == 4 or "." in m["sep"]:
        return _no_date(m)
    readings = [to_gregorian(_short(first), b, c)] if len(first) == 2 else []
    readings += [to_gregorian(_short(last), b, a)] if len(last) == 2 else []
    days = {day for day in readings if day}
    if not days:
        return _no_date(m)
    if len(days) > 1 or "-" in m["sep"]:  # 88-12-22 is more often a telephone number
        return Date(start, end, "jalali", None, "ambiguous date", weak=True)
    return Date(start, end, "jalali", days.pop(), weak=True)


def _no_date(m: re.Match[str]) -> Date:
    return Date(m.start(), m.end(), "jalali", None, "no such day", weak=True)


def _words(m: re.Match[str]) -> Date:
    start, end = m.span()
    calendar, month = MONTHS[m["month"]]
    day, year = m["day"], m["year"]
    if year is None:
        return Date(start, end, calendar, None, "no year", weak=True)
    if len(year) == 4:
        return _date(m, calendar, int(year), month, int(day))
    if calendar == "gregorian":
        return Date(start, end, calendar, None, "ambiguous year", weak=True)
    if len(day) == 2 and not 1 <= int(day) <= 31:  # «۹۸ تیر ۱۲»
        day, year = year, day
    return _date(m, calendar, _short(year), month, int(day))


def _time(m: re.Match[str]) -> Time:
    start, end = m.span()
    figures = m.groupdict()
    hour, minute = int(m["hour"]), int(figures.get("minute") or 0)
    second = figures.get("second")
    morning, afternoon = figures.get("morning"), figures.get("afternoon")
    if hour > 23 or minute > 59 or int(second or 0) > 59 or (morning and hour > 12):
        return Time(start, end, None, reason="no such time")
    if afternoon == "شب" and (hour < 6 or hour == 12):  # of this day's night or of the last one's
        return Time(start, end, None, reason="ambiguous time")
    if morning and hour == 12:
        hour = 0
    elif afternoon and hour < (11 if afternoon == "ظهر" else 12):
        hour += 12
    offset = _offset(figures.get("zone"))
    return Time(start, end, hour, minute, int(second) if second else None, offset)


def _offset(zone: str | None) -> int | None:
    if zone is None:
        return None
    figures = zone.replace(":", "").lstrip(" gmtuc")
    if figures in ("", "z"):
        return 0
    minutes = int(figures[1:3]) * 60 + int(figures[3:5])
    return -minutes if figures[0] == "-" else minutes


def _ago(m: re.Match[str]) -> Relative:
    start, end = m.span()
    unit = UNITS[m["unit"]]
    if m["word"] == "نیم":
        return Relative(start, end, 30, 60 if unit == 3600 else 0)
    amount = NUMBERS[m["word"]] if m["word"] else int(m["amount"])
    if m["more"] and unit == 3600:
        return Relative(start, end, amount * 60 + int(m["more"]), 60)
    return Relative(start, end, amount, unit)
