"""The grammar of dates on Persian pages: what is a date, a time of day, a relative phrase.

`read` returns the pieces of a text in order; what they mean together is decided in
`newscrawl.persian.dates`. Every pattern is bounded and only the first `LIMIT` characters are
looked at, so that no text takes longer than about a millisecond.
"""

import datetime
import re
from dataclasses import dataclass
from typing import Final, Literal

import jdatetime

from newscrawl.persian.text import TO_LATIN
from newscrawl.persian.tidy import FORMS

LIMIT: Final = 2000
FIRST_YEAR: Final = 1200  # Jalali; between the two the calendar is checked day by day
LAST_YEAR: Final = 1500

Calendar = Literal["jalali", "gregorian", "lunar"]


@dataclass(frozen=True, slots=True)
class Date:
    """A date as written. ``day`` is None when it cannot be one, and ``reason`` says why.

    ``weak``: figures that are perhaps no date at all (1234/56/78, two-digit years).
    """

    start: int
    end: int
    calendar: Calendar
    day: datetime.date | None
    reason: str = ""
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day. ``hour`` is None when it cannot be one; ``offset`` is minutes east of UTC."""

    start: int
    end: int
    hour: int | None
    minute: int = 0
    second: int | None = None
    offset: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Relative:
    """``amount`` of ``unit`` (seconds; 86400: calendar days; 0: too vague) before now."""

    start: int
    end: int
    amount: int
    unit: int


Piece = Date | Time | Relative


# -- Folding: one spelling for every letter, digit, dash and blank -------------------------------


def _table() -> dict[int, str]:
    table = dict(FORMS)
    for to, letters in {
        "ا": "آأإٱ", "ی": "يىئے", "ک": "كڪ", "ه": "ةۀھہە", "و": "ؤ", "-": "‐‑‒–—―−", "/": "⁄∕／",
        ":": "：∶", ".": "٫", " ": "\t\n\r\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u202f\u205f\u3000"
        + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029",
    }.items():  # fmt: skip
        table |= {ord(letter): to for letter in letters}
    table |= {code: chr(to) for code, to in TO_LATIN.items()}
    table |= {ord("A") + i: chr(ord("a") + i) for i in range(26)}
    dropped = [0x640, 0x670, 0xAC, 0xAD, 0x61C, 0xFEFF]  # tatweel, marks, joiners, directions
    for low, high in ((0x64B, 0x65F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2066, 0x2069)):
        dropped += range(low, high + 1)
    table |= dict.fromkeys(dropped, "")
    for code, plain in table.items():
        table[code] = "".join(table.get(ord(c), c) for c in plain)
    return table


_FOLD: Final = _table()
_BLANKS: Final = re.compile("  +")


def fold(text: str) -> str:
    """Return the beginning of ``text`` in the spelling that the grammar is written in."""
    folded = text[:LIMIT].translate(_FOLD)
    return _BLANKS.sub(" ", folded) if "  " in folded else folded


def unfolded(text: str, start: int, end: int) -> str:
    """Return the part of ``text`` that became ``fold(text)[start:end]``."""
    at, first, blank = 0, 0, False
    for index, letter in enumerate(text[:LIMIT]):
        plain = _FOLD.get(ord(letter), letter)
        if plain == " " and blank:
            plain = ""
        if plain and at <= start:
            first = index
        if plain and at >= end:
            return text[first:index].strip()
        if plain:
            blank = plain == " "
        at += len(plain)
    return text[first:LIMIT].strip()


# -- Words, in the folded spelling ---------------------------------------------------------------

_JALALI_MONTHS: Final = (
    "فروردین حمل", "اردیبهشت ثور", "خرداد جوزا", "تیر سرطان", "مرداد امرداد اسد", "شهریور سنبله",
    "مهر میزان", "ابان عقرب", "اذر قوس", "دی جدی", "بهمن دلو", "اسفند حوت",
)  # fmt: skip
_GREGORIAN_MONTHS: Final = (
    "january jan ژانویه جنوری",
    "february feb فوریه فبروری",
    "march mar مارس مارچ",
    "april apr اوریل اپریل",
    "may می مه مای",
    "june jun ژوین ژوان جون",
    "july jul ژوییه ژویه جولای جولایی ژولای",
    "august aug اوت اگوست اگست",
    "september sept sep سپتامبر سپتمبر",
    "october oct اکتبر اکتوبر",
    "november nov نوامبر نومبر",
    "december dec دسامبر دسمبر",
)


def _numbered(calendar: Calendar, months: tuple[str, ...]) -> dict[str, tuple[Calendar, int]]:
    return {name: (calendar, i) for i, names in enumerate(months, 1) for name in names.split()}


_MONTHS: Final = _numbered("jalali", _JALALI_MONTHS) | _numbered("gregorian", _GREGORIAN_MONTHS)
_LUNAR: Final = (
    r"محرم(?:\ ?الحرام)?|صفر(?:\ ?المظفر)?|ربیع\ ?ال(?:اول|ثانی|اخر)|جمادی\ ?ال(?:اولی?|ثانیه?|اخر[هی]?)"
    r"|رجب(?:\ ?المرجب)?|شعبان(?:\ ?المعظم)?|رمضان(?:\ ?المبارک)?|شوال(?:\ ?المکرم)?"
    r"|ذ[یو]\ ?(?:ال)?\ ?(?:قعده|حجه)(?:\ ?الحرام)?"
)
_WEEKDAY: Final = r"(?:(?:یک|دو|سه|چهار|پنج|[1-5])\ ?)?شنبه|جمعه|ادینه"
_NUMBERS: Final = {
    "یک": 1, "دو": 2, "سه": 3, "چهار": 4, "پنج": 5, "شش": 6,
    "هفت": 7, "هشت": 8, "نه": 9, "ده": 10, "یازده": 11, "دوازده": 12,
}  # fmt: skip
_UNITS: Final = {
    "ثانیه": 1, "دقیقه": 60, "ساعت": 3600, "روز": 86400, "هفته": 0, "ماه": 0, "سال": 0,
}  # fmt: skip
_DAYS_AGO: Final = {"امروز": 0, "دیروز": 1, "پریروز": 2}
_MORNING: Final = r"ق\.?\ ?ظ|صبح|بامداد|(?:قبل|پیش)\ ?از\ ?ظهر|a\.?m"
_AFTERNOON: Final = r"ب\.?\ ?ظ|بعد\ ?از\ ?ظهر|عصر|غروب|ظهر|شب|p\.?m"

_NOT_LETTER: Final = r"(?![^\W\d_])"
_MONTH: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_START: Final = r"(?<![0-9])(?:(?<![0-9][-/.])|(?<=:[0-9][0-9]-))"
_BETWEEN: Final = r"[ ,،/.-]{0,3}"
_YEAR: Final = r"(?:1[2-5]|18|19|2[01])[0-9][0-9]"
_ZONE: Final = (
    r"z(?![a-z])|\ ?(?:gmt|utc)?(?:\+(?:0[0-9]|1[0-4])|-(?:0[0-9]|1[0-2])):?[0-5][0-9](?![0-9/.-])"
    r"|\ ?(?:gmt|utc)(?![a-z])"
)

_PIECE: Final = re.compile(
    rf"""
    (?P<basic> (?<![0-9]) (?P<basic_year>{_YEAR}) (?P<basic_month>[0-9]{{2}})
        (?P<basic_day>[0-9]{{2}}) (?=t[0-9]{{4}}) )
  | (?P<basic_time> (?<=[0-9]t) (?P<basic_hour>[0-9]{{2}}) (?P<basic_minute>[0-9]{{2}})
        (?P<basic_second>[0-9]{{2}})? (?P<basic_zone>{_ZONE})? (?![0-9]) )
  | (?P<figures> {_START} (?P<a>[0-9]{{4}}|[0-9]{{1,2}}) (?P<sep>\ ?[-/.]\ ?) (?P<b>[0-9]{{1,2}})
        (?P=sep) (?P<c>[0-9]{{4}}|[0-9]{{1,2}}) (?![0-9])
        (?![/.][0-9]) (?!-[0-9]{{1,2}}(?![0-9:])) )
  | (?P<time> (?<![0-9:]) (?P<hour>[0-9]{{1,2}})\ ?:\ ?(?P<minute>[0-9]{{2}})
        (?:\ ?:\ ?(?P<second>[0-9]{{2}})(?:[.,][0-9]{{1,9}})?)? (?!:?[0-9]) (?P<zone>{_ZONE})?
        (?:\ ?(?:(?P<morning>{_MORNING})|(?P<afternoon>{_AFTERNOON})){_NOT_LETTER})? )
  | (?P<year_first> {_START} (?P<yf_year>{_YEAR}) {_BETWEEN} (?:(?:{_WEEKDAY}) {_BETWEEN})?
        (?P<yf_day>[0-9]{{1,2}}) {_BETWEEN} (?P<yf_month>{_MONTH}) (?:\ ?ماه)? {_NOT_LETTER}
        (?!{_BETWEEN}(?:سال\ )?[0-9]{{4}}(?![0-9])) )
  | (?P<year_month> {_START} (?P<ym_year>{_YEAR}) {_BETWEEN} (?P<ym_month>{_MONTH}) (?:\ ?ماه)?
        {_BETWEEN} (?P<ym_day>[0-9]{{1,2}}) (?![0-9]|\ ?:\ ?[0-9]) )
  | (?P<day_month> {_START} (?P<dm_day>[0-9]{{1,2}}) (?:st|nd|rd|th|\ ?ام)? {_BETWEEN} (?:of\ )?
        (?P<dm_month>{_MONTH}) (?:\ ?ماه)? {_NOT_LETTER}
        (?: {_BETWEEN} (?:سال\ )? (?P<dm_year>[0-9]{{4}}|[0-9]{{2}}) (?![0-9]|\ ?:\ ?[0-9]) )? )
  | (?P<lunar> (?<![0-9]) [0-9]{{1,2}} {_BETWEEN} (?:{_LUNAR}) {_NOT_LETTER}
        (?:{_BETWEEN}[0-9]{{4}}(?![0-9]))? )
  | (?P<ago> (?P<amount>(?<![0-9])[0-9]{{1,4}}|\b(?:{"|".join(_NUMBERS)}|نیم)\b)
        \ ?(?P<unit>{"|".join(_UNITS)})
        (?:\ ?و\ ?(?P<more>[0-9]{{1,2}})\ ?دقیقه)?\ ?(?:پیش|قبل){_NOT_LETTER} )
  | (?P<hour_only> (?: \bساعت\ ?:?\ ?(?P<ho_hour>[0-9]{{1,2}}) (?![0-9]|[:/.][0-9])
            (?:\ و\ (?P<ho_minute>[0-9]{{1,2}})\ دقیقه)?
        | (?<![0-9:/.]) (?P<oh_hour>[0-9]{{1,2}}) (?=\ ?(?:{_MORNING}|{_AFTERNOON}){_NOT_LETTER}) )
        (?:\ ?(?:(?P<ho_morning>{_MORNING})|(?P<ho_afternoon>{_AFTERNOON})){_NOT_LETTER})? )
  | (?P<month_first> \b(?P<mf_month>{_MONTH})\.? \ (?P<mf_day>[0-9]{{1,2}}) (?:st|nd|rd|th)?
        [,،]?\ (?P<mf_year>{_YEAR}) (?![0-9]) )
  | (?P<now> \b(?:لحظاتی|لحظه\ ?ای|دقایقی|همین\ ?حالا|هم\ ?اکنون)(?:\ ?پیش)?{_NOT_LETTER} )
  | (?P<day> \b(?:امروز|دیروز|پریروز)\b )
    """,
    re.VERBOSE,
)


# -- Reading ------------------------------------------------------------------------------------


def _day(calendar: Calendar, year: int, month: int, day: int) -> datetime.date | None:
    try:
        if calendar == "jalali":
            gregorian: datetime.date = jdatetime.date(year, month, day).togregorian()
            return gregorian
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _calendar(year: int) -> Calendar | None:
    if FIRST_YEAR <= year <= LAST_YEAR:
        return "jalali"
    return "gregorian" if 1821 <= year <= 2121 else None


def _date(start: int, end: int, calendar: Calendar, year: int, month: int, day: int) -> Date:
    if _calendar(year) != calendar:
        return Date(start, end, calendar, None, f"no such year in its calendar: {year}")
    found = _day(calendar, year, month, day)
    reason = "" if found else f"no such day: {year}-{month:02}-{day:02}"
    return Date(start, end, calendar, found, reason, weak=month > 12 or day > 31)


def _short(year: int) -> int:
    """Return the Jalali year 1370–1469 that two digits stand for."""
    return year + (1300 if year >= 70 else 1400)


def _figures(m: re.Match[str]) -> Date:
    start, end = m.span()
    a, b, c = int(m["a"]), int(m["b"]), int(m["c"])
    written = m.group().replace(" ", "")
    if len(m["a"]) == 4 and len(m["c"]) < 4:
        calendar = _calendar(a)
        if calendar:
            return _date(start, end, calendar, a, b, c)
    elif len(m["c"]) == 4 and len(m["a"]) < 4:
        calendar = _calendar(c)
        if calendar == "jalali":
            return _date(start, end, calendar, c, b, a)
        if calendar:  # day first or month first: only the figures can tell
            days = {d for d in (_day(calendar, c, b, a), _day(calendar, c, a, b)) if d}
            if len(days) == 1:
                return Date(start, end, calendar, days.pop())
            reason = f"ambiguous date: {written}" if days else f"no such day: {written}"
            return Date(start, end, calendar, None, reason)
    elif len(m["a"]) == len(m["c"]) == 2 or "/" in m["sep"]:
        readings = []
        if len(m["a"]) == 2:
            readings.append(_day("jalali", _short(a), b, c))
        if len(m["c"]) == 2:
            readings.append(_day("jalali", _short(c), b, a))
        days = {d for d in readings if d}
        if len(days) == 1 and m["sep"] != ".":
            return Date(start, end, "jalali", days.pop(), weak=True)
        if len(days) > 1:
            return Date(start, end, "jalali", None, f"ambiguous date: {written}", weak=True)
    return Date(start, end, "jalali", None, f"no such day: {written}", weak=True)


def _month_words(m: re.Match[str], prefix: str) -> Date:
    start, end = m.span()
    calendar, month = _MONTHS[m[prefix + "_month"]]
    year, day = m[prefix + "_year"], int(m[prefix + "_day"])
    if year is None:
        return Date(start, end, calendar, None, f"no year: {m.group()}")
    if len(year) == 4:
        return _date(start, end, calendar, int(year), month, day)
    if calendar == "gregorian":
        return Date(start, end, calendar, None, f"ambiguous year: {m.group()}")
    return _date(start, end, calendar, _short(int(year)), month, day)


def _offset(zone: str | None) -> int | None:
    if zone is None:
        return None
    figures = zone.replace(":", "").lstrip(" gmtuc")
    if not figures or figures == "z":
        return 0
    minutes = int(figures[1:3]) * 60 + int(figures[3:5])
    return -minutes if figures[0] == "-" else minutes


def _time(
    m: re.Match[str],
    hour: int,
    minute: int,
    second: int | None,
    morning: str | None,
    afternoon: str | None,
    zone: str | None = None,
) -> Time:
    start, end = m.span()
    if hour > 23 or minute > 59 or (second or 0) > 59 or (morning and hour > 12):
        return Time(start, end, None, reason=f"no such time: {m.group()}")
    if morning and hour == 12:
        hour = 0
    elif afternoon == "شب" and (hour < 6 or hour == 12):
        return Time(start, end, None, reason=f"ambiguous time: {m.group()}")
    elif afternoon and hour < (11 if afternoon == "ظهر" else 12):
        hour += 12
    return Time(start, end, hour, minute, second, _offset(zone))


def _number(figures: str | None) -> int | None:
    return int(figures) if figures else None


def read(folded: str) -> list[Piece]:
    """Return the dates, times and relative phrases of a folded text, in order."""
    return [_piece(m) for m in _PIECE.finditer(folded)]


def _piece(m: re.Match[str]) -> Piece:
    start, end = m.span()
    match m.lastgroup:
        case "figures":
            return _figures(m)
        case "time":
            return _time(
                m, int(m["hour"]), int(m["minute"]), _number(m["second"]), m["morning"],
                m["afternoon"], m["zone"],
            )  # fmt: skip
        case "day_month":
            return _month_words(m, "dm")
        case "year_first":
            return _month_words(m, "yf")
        case "year_month":
            return _month_words(m, "ym")
        case "month_first":
            return _month_words(m, "mf")
        case "lunar":
            return Date(start, end, "lunar", None, f"lunar date: {m.group()}")
        case "basic":
            year, month, day = int(m["basic_year"]), int(m["basic_month"]), int(m["basic_day"])
            calendar = _calendar(year) or "gregorian"
            return _date(start, end, calendar, year, month, day)
        case "basic_time":
            second = _number(m["basic_second"])
            hour, minute = int(m["basic_hour"]), int(m["basic_minute"])
            return _time(m, hour, minute, second, None, None, m["basic_zone"])
        case "hour_only":
            hour, minute = int(m["ho_hour"] or m["oh_hour"]), int(m["ho_minute"] or 0)
            return _time(m, hour, minute, None, m["ho_morning"], m["ho_afternoon"])
        case "ago":
            unit = _UNITS[m["unit"]]
            if m["amount"] == "نیم":
                return Relative(start, end, unit // 2 if unit == 3600 else 0, unit and 1)
            amount = _NUMBERS.get(m["amount"]) or int(m["amount"])
            if m["more"] and unit == 3600:
                return Relative(start, end, amount * 60 + int(m["more"]), 60)
            return Relative(start, end, amount, unit)
        case "now":
            return Relative(start, end, 0, 1)
        case _:
            return Relative(start, end, _DAYS_AGO[m.group()], 86400)
