"""What a data card counts. Pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from newscrawl.items import Article


@dataclass
class Tally:
    """Counts of the documents of a shard, or of some."""

    documents: int = 0
    sites: Counter[str] = field(default_factory=Counter)
    #: Of the Jalali calendar; ``""`` are those without a date.
    years: Counter[str] = field(default_factory=Counter)
    #: ``""`` are those whose topic is not known.
    topics: Counter[str] = field(default_factory=Counter)
    #: The first and the last day of publication, ``YYYY-MM-DD`` in the Jalali calendar.
    first_day: str | None = None
    last_day: str | None = None
    #: Articles of which it is not known whether they are the same story as others.
    without_story: int = 0

    def add(self, article: Article) -> None:
        self.documents += 1
        day = article.published_jalali
        self.sites[article.site or ""] += 1
        self.years[day[:4] if day else ""] += 1
        self.topics[article.topic or ""] += 1
        self.without_story += article.story_id is None
        self._reach(day, day)

    def include(self, other: Tally) -> None:
        """Add the counts of other documents."""
        self.documents += other.documents
        self.sites += other.sites
        self.years += other.years
        self.topics += other.topics
        self.without_story += other.without_story
        self._reach(other.first_day, other.last_day)

    def as_json(self) -> dict[str, Any]:
        """In one order, whatever the order of the documents was."""
        return {
            "documents": self.documents,
            "sites": dict(sorted(self.sites.items())),
            "years": dict(sorted(self.years.items())),
            "topics": dict(sorted(self.topics.items())),
            "first_day": self.first_day,
            "last_day": self.last_day,
            "without_story": self.without_story,
        }

    @classmethod
    def of_json(cls, value: Mapping[str, Any]) -> Self:
        """What :meth:`as_json` gave.

        Raises:
            KeyError, TypeError: if it did not.
        """
        counters = {name: Counter(value[name]) for name in ("sites", "years", "topics")}
        return cls(**{**value, **counters})

    def _reach(self, first: str | None, last: str | None) -> None:
        self.first_day = min(filter(None, (self.first_day, first)), default=None)
        self.last_day = max(filter(None, (self.last_day, last)), default=None)
