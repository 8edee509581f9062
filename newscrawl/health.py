"""Whether a crawl is as the site's own past lets expect. Pure functions.

Each returns what is wrong in one line, or ``None``. They say nothing where the past or the crawl is
too small to tell: a new site, a quiet night, a holiday must not raise an alarm.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import median

#: How many days of the past a site needs before its articles are counted.
LEAST_DAYS = 7
#: How many articles or pages a share has to be of: in the crawl, and in the past.
LEAST_NOW, LEAST_PAST = 30, 100
#: How unlikely a share has to be by chance, in standard deviations. Much, since the articles of a
#: crawl are not independent of each other, and there are many crawls and fields.
DEVIATIONS = 5.0


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def value(self) -> float:
        return self.part / self.whole if self.whole else 0.0

    def __str__(self) -> str:
        return f"{self.value:.0%}"


def few_articles(today: int, past: Sequence[int], *, ratio: float, least: int) -> str | None:
    """Whether the last 24 hours brought too few new articles.

    Args:
        today: new articles of the last 24 hours.
        past: the same, of each of the days before on which the site was crawled.
        ratio: of what is usual, below which it is too few.
        least: articles a day, below which a site is too small to tell.

    >>> few_articles(3, [50, 60, 40, 55, 20, 52, 48], ratio=0.25, least=20)
    '3 new articles in 24 hours, usually 50'
    >>> few_articles(3, [50, 60, 40, 55, 2, 52, 48], ratio=0.25, least=20)  # has been before
    """
    if len(past) < LEAST_DAYS:
        return None
    usual = median(past)
    if usual < least or today >= ratio * usual or today >= min(past):
        return None
    return f"{today} new articles in 24 hours, usually {usual:.0f}"


def coverage_fallen(field: str, now: Share, past: Share, *, drop: float) -> str | None:
    """Whether a field is read of fewer articles than it was.

    Args:
        drop: by how much the share has to fall, 0–1.

    >>> coverage_fallen("lead", Share(5, 50), Share(950, 1000), drop=0.3)
    'lead: 10% of 50 articles have it, usually 95%'
    >>> coverage_fallen("lead", Share(0, 5), Share(950, 1000), drop=0.3)
    """
    if past.value - now.value < drop or not _is_telling(now, past):
        return None
    return f"{field}: {now} of {now.whole} articles have it, usually {past}"


def failures_risen(now: Share, past: Share, *, rise: float) -> str | None:
    """Whether more pages fail than did.

    Args:
        rise: by how much the share has to rise, 0–1.

    >>> failures_risen(Share(40, 80), Share(10, 1000), rise=0.2)
    '40 of 80 pages failed (50%), usually 1%'
    """
    if now.value - past.value < rise or not _is_telling(now, past):
        return None
    return f"{now.part} of {now.whole} pages failed ({now}), usually {past}"


def _is_telling(now: Share, past: Share) -> bool:
    if now.whole < LEAST_NOW or past.whole < LEAST_PAST:
        return False
    deviation = sqrt(past.value * (1 - past.value) / now.whole)
    return abs(now.value - past.value) >= DEVIATIONS * deviation
