"""The stats of a crawl and of those before it, as the monitors compare them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

from scrapy.crawler import Crawler

from newscrawl.crawling.extension import ArchiveExtension
from newscrawl.crawling.revisiting import UNCHANGED, Revisits
from newscrawl.database import DatabaseError
from newscrawl.database.alarms import standing_before
from newscrawl.database.dialect import clock
from newscrawl.database.history import by_day, earlier_crawls
from newscrawl.monitoring.coverage import Ratio

#: Stats: how many of the articles that were stored, new and changed ones, have a field.
HAVING = "newscrawl/having/"


class Past:
    """Stats of the earlier crawls with the same site and scope."""

    def __init__(self, crawler: Crawler) -> None:
        extension = crawler.get_extension(ArchiveExtension)
        assert extension is not None
        self.now = datetime.now(UTC)
        days = timedelta(days=crawler.settings.getint("MONITOR_HISTORY_DAYS"))
        #: What had an alarm before this crawl.
        self.standing: set[str] = set()
        #: Start, end (``None`` if it was killed) and stats.
        self.crawls: list[tuple[datetime, datetime | None, dict[str, Any]]] = []
        with suppress(
            DatabaseError
        ):  # it is lost: that the crawl failed is to be told all the same
            self.standing |= set(extension.archive.scalars(standing_before(extension.run)))
            self.now = extension.archive.look_up_now(clock)
            query = earlier_crawls(extension.run, self.now - days, self.now)
            self.crawls += [tuple(row) for row in extension.archive.rows(query)]

    @cached_property
    def sums(self) -> Counter[str]:
        """The sum of each number in the stats."""
        sums: Counter[str] = Counter()
        for _, _, stats in self.crawls:
            # A crawl from before fields were counted would look as if no article had any.
            if any(name.startswith(HAVING) for name in stats) or not stored(stats):
                sums.update({n: v for n, v in stats.items() if isinstance(v, int)})
        return sums

    def days(self, today: int) -> tuple[int, list[int]] | None:
        """New articles of the last 24 hours with this crawl's, and of each day before; ``None`` if
        a crawl of the last 24 hours was killed: nobody knows how many it stored."""
        ends = [(self.now, today)]
        for start, end, stats in self.crawls:
            if end is None and self.now - start < timedelta(days=1):
                return None
            if end is not None:
                ends.append((end, stats.get("newscrawl/new", 0)))
        return by_day(ends, self.now)


def stored(stats: Mapping[str, Any]) -> int:
    """How many articles were stored, new and changed ones.

    >>> stored({"newscrawl/new": 3, "newscrawl/changed": 1, "newscrawl/duplicate": 5})
    4
    """
    count: int = stats.get("newscrawl/new", 0) + stats.get("newscrawl/changed", 0)
    return count


def having(stats: Mapping[str, Any], field: str) -> Ratio:
    """How many of the articles that were stored have a field."""
    return Ratio(stats.get(HAVING + field, 0), stored(stats))


def failed(stats: Mapping[str, Any]) -> Ratio:
    """How many of the pages that came to an end failed. Not those of stored articles that were
    looked at again: there are many more of them on one day than on another.

    >>> failed({"newscrawl/new": 3, "newscrawl/failure": 1})
    Ratio(part=1, whole=4)
    """
    outcomes = [stats.get(f"newscrawl/{name}", 0) for name in ("new", "changed", "duplicate")]
    again = Revisits.of(stats)
    read = sum(outcomes) - again.edited - (again.unchanged - stats.get(UNCHANGED, 0))
    failures = max(stats.get("newscrawl/failure", 0) - again.failed, 0)
    return Ratio(failures, failures + max(read, 0))
