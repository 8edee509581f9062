"""What a crawl came to, in numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Self

#: The reasons to stop that the user asked for, or that mean that all is done.
GOOD_REASONS = frozenset(
    ("finished", "closespider_itemcount", "closespider_pagecount", "closespider_timeout")
)


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of one crawl, from Scrapy's stats."""

    #: Pages that came back, robots.txt among them.
    pages: int
    #: Articles stored for the first time.
    articles: int
    #: Stored articles that now read otherwise.
    changed: int
    #: Pages whose article was stored already.
    duplicates: int
    failures: int
    seconds: float

    @classmethod
    def of(cls, stats: Mapping[str, Any]) -> Self:
        """
        >>> Summary.of({"response_received_count": 3, "newscrawl/new": 2}).pages
        3
        """
        started = stats.get("start_time")
        ended = stats.get("finish_time") or datetime.now(UTC)
        return cls(
            pages=stats.get("response_received_count", 0),
            articles=stats.get("newscrawl/new", 0),
            changed=stats.get("newscrawl/changed", 0),
            duplicates=stats.get("newscrawl/duplicate", 0),
            failures=stats.get("newscrawl/failure", 0),
            seconds=(ended - started).total_seconds() if started else 0.0,
        )

    @property
    def pages_a_second(self) -> float:
        return self.pages / self.seconds if self.seconds else 0.0

    def __str__(self) -> str:
        return (
            f"{self.pages} pages, {self.articles} new articles, {self.changed} changed, "
            f"{self.duplicates} duplicates, {self.failures} failures, "
            f"{self.pages_a_second:.1f} pages a second"
        )
