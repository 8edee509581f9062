"""What came of a reparse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from newscrawl.database.reparse import Reparsed, Result


@dataclass(slots=True)
class ReparseReport:
    """What came of a reparse."""

    #: How many changes of each field are kept.
    samples: int
    results: Counter[Result] = field(default_factory=Counter)
    #: Field → some changes: ``url`` of the article, ``old`` and ``new`` value.
    fields: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    #: Field → how many articles changed in it.
    counts: Counter[str] = field(default_factory=Counter)
    #: Why pages could not be read → how many.
    reasons: Counter[str] = field(default_factory=Counter)
    #: Why pages could not be taken from their cold files → how many. They are not counted as read.
    unreadable: Counter[str] = field(default_factory=Counter)

    @property
    def pages(self) -> int:
        """How many pages were read."""
        return sum(self.results.values())

    def add(self, outcomes: Iterable[Reparsed]) -> None:
        for outcome in outcomes:
            self.results[outcome.result] += 1
            if outcome.result in (Result.LOST, Result.UNREAD):
                self.reasons[f"{outcome.result}: {outcome.reading.reason}"] += 1
            for name, (old, new) in outcome.changes.items():
                self.counts[name] += 1
                samples = self.fields.setdefault(name, [])
                if len(samples) < self.samples:
                    url = outcome.reading.stored.item_url
                    samples.append({"url": url, "old": old, "new": new})

    def miss(self, why: str) -> None:
        """Count a page that could not be taken from its cold file."""
        self.unreadable[why] += 1

    def for_programs(self, is_dry: bool) -> dict[str, Any]:
        """The report as a value of JSON."""
        return {
            "dry_run": is_dry,
            "pages": self.pages,
            **{result.value: self.results[result] for result in Result},
            "reasons": dict(self.reasons.most_common()),
            "unreadable": dict(self.unreadable.most_common()),
            "fields": {
                name: {"count": count, "samples": self.fields[name]}
                for name, count in self.counts.most_common()
            },
        }
