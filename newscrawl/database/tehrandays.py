"""The day in Tehran on which an article was published, in SQL, without its row being read."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import sqlalchemy as sa

from newscrawl.database.schema import articles
from newscrawl.persian.calendar import in_tehran, midnight

_ONE: sa.ColumnElement[int] = sa.literal_column("1")
_NONE: sa.ColumnElement[int] = sa.literal_column("0")


class TehranDays(dict[tuple[Any, int], int]):
    """Days of Tehran, as ordinals, by the values of :attr:`columns`.

    The columns are the day of ``published_at`` by UTC, and how many of some times of day are over
    by then. These are the times at which days begin in Tehran: 20:30, or with summer time 19:30.
    Only Python is asked what clocks showed there.

    Args:
        dialect: name of the database, ``sqlite`` or ``postgresql``.
        first: as ``last``, the ordinal of a day; days beyond both are not told right.
    """

    def __init__(self, dialect: str, first: int, last: int) -> None:
        moments = (first_moment(day) for day in range(first, last + 2))
        self._begins = sorted({moment.astimezone(UTC).time() for moment in moments})
        #: To be selected and grouped by.
        self.columns: tuple[sa.ColumnElement[Any], sa.ColumnElement[int]] = self._columns(dialect)

    def __missing__(self, key: tuple[str | date, int]) -> int:
        day, over = key
        of_utc = date.fromisoformat(day) if isinstance(day, str) else day
        clock = self._begins[over - 1] if over else time()
        found = self[key] = day_of(datetime.combine(of_utc, clock, UTC))
        return found

    def _columns(self, dialect: str) -> tuple[sa.ColumnElement[Any], sa.ColumnElement[int]]:
        day: sa.ColumnElement[Any]
        clock: sa.ColumnElement[Any]
        if dialect == "postgresql":
            moment = sa.func.timezone(sa.literal_column("'UTC'"), articles.c.published_at)
            day, clock = sa.cast(moment, sa.Date), sa.cast(moment, sa.Time)
        else:
            text = sa.type_coerce(articles.c.published_at, sa.String)
            day = sa.func.substr(text, _ONE, sa.literal_column("10"))
            clock = sa.func.substr(text, sa.literal_column("12"), sa.literal_column("8"))
        # No parameters: PostgreSQL would not see that what is grouped is what is selected.
        over = [
            sa.case((clock >= sa.literal_column(f"'{begin}'"), _ONE), else_=_NONE)
            for begin in self._begins
        ]
        return day, sum(over[1:], over[0])


def first_moment(day: int) -> datetime:
    """The moment at which a day begins in Tehran."""
    return midnight(date.fromordinal(day))


def day_of(moment: datetime) -> int:
    """The day that it is in Tehran at a moment."""
    return in_tehran(moment).toordinal()
