"""The header ``Retry-After``."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy.http import Response

#: Longest wait that is obeyed, in seconds: a day. Whoever asks for more is asked again then.
LONGEST = 24 * 60 * 60


def asked_by(response: Response) -> float | None:
    """How long a server asks now not to be asked again; see :func:`seconds`."""
    value = response.headers.get("Retry-After")
    return seconds(value.decode("latin-1") if value else None, datetime.now(UTC))


def seconds(value: str | None, now: datetime) -> float | None:
    """How long a server asks not to be asked again: seconds, or a date (RFC 9110, 10.2.3).

    Args:
        value: of the header; ``None`` if there is none.
        now: aware.

    Returns:
        0 to ``LONGEST``; ``None`` if the header says nothing that makes sense.

    >>> now = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
    >>> seconds("120", now), seconds("Thu, 26 Nov 2026 12:05:00 GMT", now), seconds("soon", now)
    (120.0, 300.0, None)
    >>> seconds("99999999999", now), seconds("Thu, 26 Nov 2020 12:05:00 GMT", now)
    (86400.0, 0.0)
    """
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        wanted = float(text[:12])
    else:
        try:
            at = parsedate_to_datetime(text)
        except (TypeError, ValueError, IndexError, OverflowError):
            return None
        wanted = ((at if at.tzinfo else at.replace(tzinfo=UTC)) - now).total_seconds()
    return min(max(wanted, 0.0), float(LONGEST))
