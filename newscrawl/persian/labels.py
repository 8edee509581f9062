"""Numbers, days and moments as Persian readers write them."""

from __future__ import annotations

from datetime import datetime

from newscrawl.persian.calendar import MONTHS, in_tehran, to_jalali
from newscrawl.persian.text import to_persian_digits


def persian_number(value: float) -> str:
    """A number in Persian digits and separators.

    >>> persian_number(1234567), persian_number(2.5)
    ('۱٬۲۳۴٬۵۶۷', '۲٫۵')
    """
    return to_persian_digits(f"{value:,}".replace(",", "٬").replace(".", "٫"))


def day_label(name: str | None) -> str:
    """A Jalali day (``YYYY-MM-DD``) in words.

    >>> day_label("1400-04-22"), day_label(None)
    ('۲۲ تیر ۱۴۰۰', '–')
    """
    if not name:
        return "–"
    year, month, day = map(int, name.split("-"))
    return to_persian_digits(f"{day} {MONTHS[month - 1]} {year}")


def moment_label(moment: datetime | None) -> str:
    """A moment in the time of Tehran, in words.

    >>> from datetime import UTC
    >>> moment_label(datetime(2021, 7, 13, 14, 38, tzinfo=UTC)), moment_label(None)
    ('۲۲ تیر ۱۴۰۰، ۱۹:۰۸', '–')
    """
    if moment is None:
        return "–"
    local = in_tehran(moment)
    jalali = to_jalali(local.date())
    day = f"{local:%Y-%m-%d}" if jalali is None else day_label("{}-{}-{}".format(*jalali))
    return to_persian_digits(f"{day}، {local:%H:%M}")
