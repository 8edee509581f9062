"""Which of the dates in a text is the date of what it is about."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from newscrawl.persian.calendar import to_jalali
from newscrawl.persian.pieces import Date
from newscrawl.persian.words import fold

DAY: Final = timedelta(days=1)
_LABEL: Final = 30  # characters before a date in which a label is looked for
_LUNAR_AHEAD: Final = timedelta(days=30 * 365)  # lunar years count 40 more than Jalali ones
_AHEAD: Final = 5  # years after now from which on a date is none
_SHORT_AHEAD: Final = 1  # the same for years of two digits
_PUBLISHED: Final = (
    "انتشار", "منتشر", "نشر", "درج", "تاریخ خبر", "زمان خبر", "تاریخ ارسال", "زمان ارسال",
    "publi", "posted",
)  # fmt: skip
CHANGED: Final = (
    "به روز", "بهروز", "بروز", "ویرایش", "ویراست", "اصلاح", "تغییر", "بازبینی", "بازنگری",
    "update", "modif", "edit", "revis",
)  # fmt: skip
_OTHER: Final = (
    *CHANGED,
    "امروز", "اکنون", "today", "برابر با", "مطابق", "مصادف", "معادل", "چاپ", "print",
    "accept", "receiv", "submit", "retriev", "access", "دریافت", "پذیرش", "دسترسی", "مشاهده",
    "انقضا", "مهلت", "expir", "تولد", "متولد", "born",
)  # fmt: skip
_CLOCK: Final = re.compile(r"[ ,،|-]*ساعت ?:?(?! ?[0-9])")  # a script writes the time there
_JOINT: Final = re.compile(r"[\W_]*")
_WEEKDAYS: Final = (
    "شنبه", "یک\u200cشنبه", "دوشنبه", "سه\u200cشنبه", "چهارشنبه", "پنج\u200cشنبه", "جمعه"
)  # fmt: skip


def settled(dates: Sequence[Date], today: date | None) -> list[Date]:
    """Return the dates without what would be far in the future on the day ``today``."""
    if today is None or all(day <= today for one in dates for day in one.days):
        return list(dates)
    present = to_jalali(today)
    if present is None:
        return list(dates)
    return [_settled(one, present[0]) for one in dates]


def _settled(one: Date, present: int) -> Date:
    latest = present + (_SHORT_AHEAD if one.is_short else _AHEAD)
    years = {day: jalali[0] for day in one.days if (jalali := to_jalali(day))}
    days = tuple(day for day in one.days if years.get(day, latest) <= latest)
    if len(days) == len(one.days):
        return one
    reason = one.reason if days else f"in the future: {_iso(one.days[0])}"
    return replace(one, days=days, reason=reason, weak=True)


def _iso(day: date) -> str:
    year, month, number = to_jalali(day) or (day.year, day.month, day.day)
    return f"{year}-{month:02}-{number:02}"


def chosen(dates: Sequence[Date], folded: str) -> Date | None:
    """Return the date that the text is about.

    The one called its publication goes before those without a name, and these before the dates of
    its last change, of printing and of today. Of equals a Jalali one goes before a Gregorian, a
    sure one before an unsure, one that the other calendar confirms before others, and the first.
    """
    if len(dates) < 2:
        return dates[0] if dates else None
    is_one_day = len({d.day for d in dates}) == 1
    group = dates if is_one_day else _best_named(dates, folded)
    known = [d for d in group if d.day]
    groups = (
        [d for d in group if d.calendar == "jalali" and not d.weak],
        [d for d in known if d.calendar == "gregorian"],
        known,
        [d for d in group if not d.weak],
        group,
    )
    group = next(group for group in groups if group)
    earliest = min((d.day for d in group if d.day), default=date.max)
    group = [d for d in group if not d.day or d.day - earliest < _LUNAR_AHEAD]
    confirmed = [
        d for d in group if any(o.calendar != d.calendar and _close(d.day, o.day) for o in dates)
    ]
    return (confirmed or group)[0]


def _best_named(dates: Sequence[Date], folded: str) -> list[Date]:
    """Return the dates whose labels say most that they are the one; unsure ones only if alone."""
    ranks: list[int] = []
    end = 0
    before: Date | None = None  # one whose label this one may share
    for one in dates:
        label = folded[max(end, one.start - _LABEL) : one.start]
        end = one.end
        if before and before.calendar != one.calendar and _JOINT.fullmatch(label):
            ranks.append(ranks[-1])  # one day in two calendars
            before = None
        else:
            ranks.append(1 if one.weak and not one.day else _rank(label, folded, one))
            before = one
    sure = [r for d, r in zip(dates, ranks, strict=True) if d.calendar != "lunar" and not d.weak]
    sure = sure or [r for d, r in zip(dates, ranks, strict=True) if d.day]
    best = max(sure, default=0)
    return [d for d, r in zip(dates, ranks, strict=True) if r >= best] if sure else list(dates)


def _rank(label: str, folded: str, one: Date) -> int:
    label = label.replace("بازنشر", "ویرایش")
    published, other = max(map(label.rfind, _PUBLISHED)), max(map(label.rfind, _OTHER))
    if published != other:
        return 2 if published > other else 0
    return 0 if _CLOCK.match(folded, one.end) else 1


def _close(one: date | None, other: date | None) -> bool:
    return bool(one and other and abs(one - other) <= DAY)


def note(one: Date, day: date, dates: Sequence[Date], folded: str) -> str:
    """Return what in the text speaks against its date, "" mostly."""
    others = [d.day for d in dates if d.calendar != one.calendar and d.day]
    if others and not any(_close(day, other) for other in others):
        days = min(abs((day - other).days) for other in others)
        return f"Jalali and Gregorian date in the text differ by {days} days; Jalali kept"
    around = folded[max(0, one.start - 12) : one.end + 10]
    if "شنبه" not in around and "جمعه" not in around:
        return ""
    around = re.sub(r"([1-5]) ?(?=شنبه)", lambda m: fold(_WEEKDAYS[int(m[1])])[:-4], around)
    around = around.replace(" ", "")
    of_date = _WEEKDAYS[(day.weekday() + 2) % 7]
    written = [name for name in reversed(_WEEKDAYS) if fold(name) in around]
    if of_date in written[:1] or not written:
        return ""
    return f"the day in the text is a {written[0]}, its date a {of_date}; date kept"
