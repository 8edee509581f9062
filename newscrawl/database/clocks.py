"""Moments later than now: a clock was wrong when they were written.

A machine that once had the wrong year leaves moments behind that would hold for a year: a crawl
that is alive, a site that is not due. What is later than it can be is ignored, with one warning.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

logger = logging.getLogger(__name__)
#: Clocks of machines differ by less.
SLACK = timedelta(minutes=1)
#: Those who wait for a moment, or hold something until then, do so for less.
LONGEST_HOLD = timedelta(days=1)
_QUESTION = "Was a clock wrong then, or is it now?"


def possible(moment: sa.ColumnElement[datetime], now: datetime) -> sa.ColumnElement[bool]:
    """The condition that something happened by now."""
    return moment <= now + SLACK


def is_possible(moment: datetime, now: datetime) -> bool:
    """Whether something happened by now."""
    return moment <= now + SLACK


def held(until: sa.ColumnElement[Any], now: datetime) -> sa.ColumnElement[bool]:
    """The condition that somebody has something until a moment."""
    return until.is_not(None) & until.between(now, now + LONGEST_HOLD)


def warn(what: str, moment: datetime, ignored: str) -> None:
    """Log what says an impossible moment, and what is made of it."""
    logger.warning("%s %s, which is in the future: %s. %s", what, moment, ignored, _QUESTION)
