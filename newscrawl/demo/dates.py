"""Jalali dates as a newspaper writes them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import jdatetime

TEHRAN = ZoneInfo("Asia/Tehran")
MONTHS = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
    "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip
WEEKDAYS = ("دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه")
DIGITS = {
    "persian": str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"),
    "arabic": str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"),
    "latin": str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789"),
}
IMPOSSIBLE = "30 اسفند 1402 - 10:15"  # 1402 was no leap year


def jalali(moment: datetime) -> jdatetime.date:
    return jdatetime.date.fromgregorian(date=moment.date())


def from_jalali(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    date = jdatetime.date(year, month, day).togregorian()
    return datetime(date.year, date.month, date.day, hour, minute, tzinfo=TEHRAN)


def month_length(year: int, month: int) -> int:
    return 31 if month < 7 else 30 if month < 12 or jdatetime.date(year, 1, 1).isleap() else 29


def neighbours(year: int, month: int, day: int) -> list[jdatetime.date]:
    """The days before and after a Jalali day, and those a month away.

    Raises:
        ValueError: if there is no such day.
    """
    here = jdatetime.date(year, month, day)
    return [here + timedelta(days=days) for days in (-30, -1, 1, 30)]


def numeric(moment: datetime) -> str:
    """``1400-04-22``"""
    return str(jalali(moment))


def long(moment: datetime) -> str:
    """``۲۲ تیر ۱۴۰۰ - ۱۹:۰۸``, as the paper's own pages say "now"."""
    return written(moment, "long").translate(DIGITS["persian"])


def english(moment: datetime) -> str:
    """``13 July 2021``"""
    return f"{moment.day} {moment:%B %Y}"


def written(moment: datetime, form: str) -> str:
    """The date in one of the forms of :class:`newscrawl.demo.story.Theme`, in Latin digits."""
    date, clock = jalali(moment), f"{moment:%H:%M}"
    day = f"{date.day} {MONTHS[date.month - 1]} {date.year}"
    match form:
        case "long":
            return f"{day} - {clock}"
        case "clock-first":
            return f"{clock} - {date:%Y/%m/%d}"
        case "date-only":
            return f"{date:%Y/%m/%d}"
        case "latin":
            return f"{date:%Y/%m/%d} - {clock}"
        case "weekday":
            return f"{WEEKDAYS[moment.weekday()]} {day} ساعت {clock}"
        case "comma":
            return f"{day}، {clock}"
        case "dashes":
            return f"{date.year}-{date.month}-{date.day} {clock}"
        case "impossible":
            return IMPOSSIBLE
        case _:
            raise ValueError(f"no such form of a date: {form}")


def later(moment: datetime, minutes: int) -> str:
    """``۱۴:۴۱ - ۱۳۹۴/۰۳/۲۶``: when a comment to something of that ``moment`` came in."""
    moment = moment + timedelta(minutes=minutes)
    return written(moment, "clock-first").translate(DIGITS["persian"])
