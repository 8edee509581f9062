"""When a digest of an alert is due."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import Final

from newscrawl.persian.calendar import in_tehran, localized
from newscrawl.persian.text import to_latin_digits

HOURLY: Final = "hourly"
#: When a digest of the day comes, if it is not said.
DAILY_AT: Final = "08:00"


def parse_digest(text: str) -> str:
    """``hourly``, or the time of the day in Tehran of a digest of the day.

    >>> parse_digest("daily"), parse_digest("۷:۳۰"), parse_digest("hourly")
    ('08:00', '07:30', 'hourly')

    Raises:
        ValueError: if it is neither; the message is one line.
    """
    plain = to_latin_digits(text).strip()
    if plain in (HOURLY, "daily"):
        return HOURLY if plain == HOURLY else DAILY_AT
    if (match := re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", plain)) is None:
        raise ValueError(
            f"expected hourly, daily or a time of the day in Tehran like 08:00, got {text!r}"
        )
    return f"{int(match[1]):02}:{match[2]}"


def last_slot(digest: str, now: datetime) -> datetime:
    """The last moment at which a digest was due; aware.

    Args:
        digest: as :func:`parse_digest` returns it.
        now: aware.

    >>> noon = datetime.fromisoformat("2026-07-13T12:05:00+03:30")
    >>> str(last_slot("hourly", noon)), str(last_slot("12:30", noon))
    ('2026-07-13 12:00:00+03:30', '2026-07-12 12:30:00+03:30')
    """
    there = in_tehran(now)
    if digest == HOURLY:
        return there.replace(minute=0, second=0, microsecond=0)
    at = time.fromisoformat(digest)
    day = there.date() if there.time() >= at else there.date() - timedelta(days=1)
    return localized(datetime.combine(day, at))
