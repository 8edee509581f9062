"""What came of an import."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from newscrawl.database.articles import Outcome
from newscrawl.importing.captures import Broken
from newscrawl.importing.reading import Found
from newscrawl.items import Article, Failure

#: How many of the broken parts of a file are kept.
MOST_BROKEN = 20


@dataclass(slots=True)
class ImportedFile:
    """What came of a file."""

    name: str
    #: It was imported by an earlier run, and not read.
    was_known: bool = False
    records: int = 0
    #: How many of its parts could not be read, by this run and earlier ones, and the first of them.
    broken_count: int = 0
    broken: list[Broken] = field(default_factory=list)

    def add_broken(self, found: Iterable[Broken]) -> None:
        for one in found:
            self.broken_count += 1
            if len(self.broken) < MOST_BROKEN:
                self.broken.append(one)


@dataclass(slots=True)
class ImportReport:
    """What came of an import."""

    files: list[ImportedFile] = field(default_factory=list)
    #: Of articles and failures, as for a crawl. In a dry run: ``new`` and ``known``.
    outcomes: Counter[str] = field(default_factory=Counter)
    #: Site → how many of its pages have an article.
    sites: Counter[str] = field(default_factory=Counter)
    #: Why pages of articles could not be read → how many.
    failures: Counter[str] = field(default_factory=Counter)
    #: What other records are → how many.
    skipped: Counter[str] = field(default_factory=Counter)
    #: Site → why none of its pages can be read.
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def records(self) -> int:
        """How many records were read."""
        return sum(file.records for file in self.files)

    @property
    def is_complete(self) -> bool:
        """Whether all could be read."""
        return not self.problems and not any(file.broken_count for file in self.files)

    def add(self, found: Iterable[Found], outcomes: Iterable[str | None]) -> None:
        """Count pages, and what became of them."""
        for one, outcome in zip(found, outcomes, strict=True):
            if isinstance(one, str):
                self.skipped[one] += 1
            elif isinstance(one, Failure) and outcome != Outcome.FORGOTTEN:
                self.failures[one.reason] += 1
            else:
                self.outcomes[str(outcome)] += 1
            if isinstance(one, Article):
                self.sites[one.site or ""] += 1

    def for_programs(self, *, is_dry: bool) -> dict[str, Any]:
        """The report as a value of JSON."""
        return {
            "dry_run": is_dry,
            "records": self.records,
            "files": [
                {
                    "file": file.name,
                    "already_imported": file.was_known,
                    "records": file.records,
                    "broken": file.broken_count,
                    "problems": [{"byte": one.place, "reason": one.reason} for one in file.broken],
                }
                for file in self.files
            ],
            "articles": dict(self.outcomes.most_common()),
            "sites": dict(self.sites.most_common()),
            "failures": dict(self.failures.most_common()),
            "skipped": dict(self.skipped.most_common()),
            "problems": self.problems,
        }
