"""How often a site is crawled and when, as people write it: ``30m``, ``1d`` at ``02:30``."""

from __future__ import annotations

import re

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


def parse_interval(text: str) -> int:
    """An interval in seconds.

    Raises:
        ValueError: if the text is no interval.

    >>> parse_interval("90s"), parse_interval("30m"), parse_interval("1d")
    (90, 1800, 86400)
    """
    match = re.fullmatch(r"([1-9][0-9]{0,5})([smhd])", text)
    if match is None:
        raise ValueError(f"expected a time like 90s, 30m, 6h or 1d, got {text!r}")
    return int(match[1]) * _UNITS[match[2]]


def show_interval(seconds: int) -> str:
    """The shortest text of an interval.

    >>> show_interval(90), show_interval(1800), show_interval(86400)
    ('90s', '30m', '1d')
    """
    unit = next(unit for unit in reversed(_UNITS) if seconds % _UNITS[unit] == 0)
    return f"{seconds // _UNITS[unit]}{unit}"


def parse_time_of_day(text: str) -> str:
    """A time of the day as ``HH:MM``.

    Raises:
        ValueError: if the text is none.

    >>> parse_time_of_day("02:30"), parse_time_of_day("2:30")
    ('02:30', '02:30')
    """
    match = re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", text, re.ASCII)
    if match is None:
        raise ValueError(f"expected a time from 00:00 to 23:59, got {text!r}")
    return f"{match[1]:0>2}:{match[2]}"
