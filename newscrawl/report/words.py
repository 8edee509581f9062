"""Persian words and numbers of the report. Pure functions."""

from __future__ import annotations

from newscrawl.persian.calendar import MONTHS
from newscrawl.persian.labels import day_label as day_label
from newscrawl.persian.labels import moment_label as moment_label
from newscrawl.persian.labels import persian_number as persian_number
from newscrawl.persian.text import to_persian_digits

#: The classes of :data:`newscrawl.report.figures.CAPTURED_WITHIN`.
CAPTURE_CLASSES = (
    "تا ۱۵ دقیقه", "تا ۱ ساعت", "تا ۶ ساعت", "تا ۱ روز", "تا ۱ هفته", "دیرتر",
)  # fmt: skip
FIELD_LABELS = {
    "published_at": "تاریخ", "lead": "لید", "body": "متن", "kicker": "روتیتر",
    "sections": "بخش", "tags": "برچسب", "agency": "منبع", "author": "نویسنده",
    "images": "تصویر",
}  # fmt: skip
#: Saturday first.
WEEKDAYS = ("ش", "ی", "د", "س", "چ", "پ", "ج")


def percent(share: float | None) -> str:
    """A share (0–1) in whole per cent, with 0 and 100 only where exact.

    >>> percent(0.5), percent(0.9996), percent(0.001), percent(None)
    ('۵۰٪', '۹۹٪', '۱٪', '–')
    """
    if share is None:
        return "–"
    value = round(share * 100)
    if 0 < share < 1:
        value = min(max(value, 1), 99)  # not all is not all, and some is not none
    return f"{persian_number(value)}٪"


def period_label(name: str) -> str:
    """A Jalali month (``YYYY-MM``) or year (``YYYY``) in words.

    >>> period_label("1400-04"), period_label("1400"), period_label("")
    ('تیر ۱۴۰۰', '۱۴۰۰', 'بی‌تاریخ')
    """
    if not name:
        return "بی‌تاریخ"
    year, _, month = name.partition("-")
    return to_persian_digits(f"{MONTHS[int(month) - 1]} {year}" if month else year)


def duration(seconds: float | None) -> str:
    """
    >>> duration(40), duration(2426), duration(7200), duration(200_000), duration(None)
    ('کمتر از ۱ دقیقه', '۴۰ دقیقه', '۲ ساعت', '۲٫۳ روز', '–')
    """
    if seconds is None:
        return "–"
    if seconds < 60:
        return "کمتر از ۱ دقیقه"
    for size, word in ((86400, "روز"), (3600, "ساعت"), (60, "دقیقه")):
        if seconds >= 1.5 * size or size == 60:
            value = seconds / size
            rounded = round(value) if value >= 10 or size == 60 else round(value, 1)
            number = int(rounded) if rounded == int(rounded) else rounded
            return f"{persian_number(number)} {word}"
    raise AssertionError("unreachable")
