"""When a crawl raises an alarm: it is not as the site's own past lets us expect. Pure functions.

Each returns what is wrong in one line, or ``None``. They return ``None`` where the past or the
crawl is too small to tell: a new site, a quiet night or a holiday must not raise an alarm. How much
has to change is a setting, ``MONITOR_…``; how sure an alarm has to be stands here.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from newscrawl.monitoring.coverage import Ratio, has_fallen

#: How many days with crawls a site needs before its articles are counted.
LEAST_DAYS = 7
#: How many articles or pages a share needs: in the crawl, and in the past.
LEAST_NOW, LEAST_PAST = 30, 100
#: The alarm's threshold: how improbable it must be that a share differs so much by chance. As
#: improbable as five standard deviations, and far more so than what lets a check doubt: a monitor
#: runs after each crawl, for each field, and the articles of a crawl are not independent of each
#: other.
DOUBT = 3e-7


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
    if not articles_tell(past, least=least):
        return None
    usual = median(past)
    if today >= ratio * usual or today >= min(past):
        return None
    return f"{today} new articles in 24 hours, usually {usual:.0f}"


def articles_tell(past: Sequence[int], *, least: int) -> bool:
    """Whether there is enough past to say how many new articles a day are usual."""
    return len(past) >= LEAST_DAYS and median(past) >= least


def coverage_fallen(field: str, now: Ratio, past: Ratio, *, drop: float) -> str | None:
    """Whether fewer articles have a field than before.

    Args:
        drop: by how much the share has to fall, 0–1.

    >>> coverage_fallen("lead", Ratio(5, 50), Ratio(950, 1000), drop=0.3)
    'lead: 10% of 50 articles have it, usually 95%'
    >>> coverage_fallen("lead", Ratio(0, 5), Ratio(950, 1000), drop=0.3)
    """
    if not shares_tell(now, past) or not has_fallen(now, past.value, doubt=DOUBT, drop=drop):
        return None
    return f"{field}: {now} of {now.whole} articles have it, usually {past}"


def shares_tell(now: Ratio, past: Ratio) -> bool:
    """Whether the crawl and the past are large enough to compare shares."""
    return now.whole >= LEAST_NOW and past.whole >= LEAST_PAST


def failures_risen(now: Ratio, past: Ratio, *, rise: float) -> str | None:
    """Whether more pages fail than before.

    Args:
        rise: by how much the share has to rise, 0–1.

    >>> failures_risen(Ratio(40, 80), Ratio(10, 1000), rise=0.2)
    '40 of 80 pages failed (50%), usually 1%'
    """
    read = Ratio(now.whole - now.part, now.whole)
    if not shares_tell(now, past) or not has_fallen(read, 1 - past.value, doubt=DOUBT, drop=rise):
        return None
    return f"{now.part} of {now.whole} pages failed ({now}), usually {past}"
