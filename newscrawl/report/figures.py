"""The figures of the report, and their scope."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime

import sqlalchemy as sa

from newscrawl.database.schema import articles
from newscrawl.persian.calendar import to_jalali
from newscrawl.report.gaps import DayGap

#: Upper bounds of the classes of time from publication to capture, in seconds. One more class is
#: above the last.
CAPTURED_WITHIN = (15 * 60, 3600, 6 * 3600, 24 * 3600, 7 * 24 * 3600)
#: Number of gaps that are listed for a site.
GAPS = 8


@dataclass(frozen=True, slots=True)
class Scope:
    """The articles that the report covers; ``None`` leaves a filter out."""

    site: str | None = None
    #: Published from the first to the last of these days, in Tehran.
    first: date | None = None
    last: date | None = None

    def conditions(self) -> list[sa.ColumnElement[bool]]:
        """The filters on articles, in SQL."""
        found: list[sa.ColumnElement[bool]] = []
        if self.site is not None:
            found.append(articles.c.site == self.site)
        if self.first is not None:
            found.append(articles.c.published_jalali >= jalali_name(self.first))
        if self.last is not None:
            found.append(articles.c.published_jalali <= jalali_name(self.last))
        return found


@dataclass(frozen=True, slots=True)
class CodeGap:
    """A range of news codes without an article in the archive."""

    first: int
    last: int
    #: The days of the article before and the one after, ``YYYY-MM-DD`` in the Jalali calendar.
    after: str | None
    before: str | None

    @property
    def codes(self) -> int:
        return self.last - self.first + 1


@dataclass(slots=True)
class Capture:
    """Time from publication to capture.

    Covers only articles with a known time of day that were published since the site was first
    crawled. For others it would say nothing about the crawls.
    """

    #: Articles in each class of :data:`CAPTURED_WITHIN`, and in the one above.
    classes: list[int]
    #: In seconds; ``None`` without articles.
    median: float | None

    @property
    def articles(self) -> int:
        return sum(self.classes)


@dataclass(slots=True)
class SiteFigures:
    """What the archive holds of one site."""

    name: str
    articles: int = 0
    undated: int = 0
    vanished: int = 0
    revised: int = 0
    #: Articles a day, by ``YYYY-MM-DD`` in the Jalali calendar; days without any are left out.
    days: dict[str, int] = field(default_factory=dict)
    #: Month (``YYYY-MM``, empty where unknown) → field → articles that have it; the key
    #: ``articles`` counts all articles.
    coverage: dict[str, Counter[str]] = field(default_factory=dict)
    #: Days of the site's own archive that were read, and how many articles they list.
    listed: dict[str, int] = field(default_factory=dict)
    day_gaps: list[DayGap] = field(default_factory=list)
    lowest_code: int | None = None
    highest_code: int | None = None
    coded: int = 0
    #: The widest ones, widest first.
    code_gaps: list[CodeGap] = field(default_factory=list)
    #: Number of codes that the site has no article for.
    missing_codes: int = 0
    capture: Capture = field(default_factory=lambda: Capture([], None))
    #: Pages that failed, by reason, the most frequent first.
    failures: dict[str, int] = field(default_factory=dict)

    @property
    def first_day(self) -> str | None:
        return min(self.days, default=None)

    @property
    def last_day(self) -> str | None:
        return max(self.days, default=None)

    @property
    def incomplete(self) -> dict[str, tuple[int, int]]:
        """Days with more articles in the site's lists than in the archive: (listed, stored)."""
        return {
            day: (listed, self.days.get(day, 0))
            for day, listed in self.listed.items()
            if listed > self.days.get(day, 0)
        }

    def share(self, name: str) -> float | None:
        """The share of articles that have a field, ``None`` without articles."""
        have = sum(month[name] for month in self.coverage.values())
        return have / self.articles if self.articles else None


@dataclass(frozen=True, slots=True)
class Crawl:
    """One of the last crawls."""

    run: int
    site: str
    started_at: datetime
    finished_at: datetime | None
    finish_reason: str | None
    new: int
    changed: int
    duplicates: int
    failures: int
    pages: int
    #: What its monitors found wrong.
    alarms: list[str]

    @property
    def pages_a_second(self) -> float | None:
        if self.finished_at is None:
            return None
        seconds = (self.finished_at - self.started_at).total_seconds()
        return self.pages / seconds if seconds else None


@dataclass(slots=True)
class Figures:
    """All data of the report."""

    made_at: datetime
    scope: Scope
    sites: list[SiteFigures]
    #: Tags and agencies with their number of articles, the most frequent first.
    tags: list[tuple[str, int]]
    agencies: list[tuple[str, int]]
    #: By their Persian names, the same way.
    topics: list[tuple[str, int]]
    #: Newest first.
    crawls: list[Crawl]

    @property
    def articles(self) -> int:
        return sum(site.articles for site in self.sites)

    @property
    def last_day(self) -> str | None:
        """The newest day with an article, ``YYYY-MM-DD`` in the Jalali calendar."""
        return max((site.last_day for site in self.sites if site.last_day), default=None)


def jalali_name(day: date) -> str:
    """A day as the archive names it, for comparisons also outside of 1200–1500.

    >>> jalali_name(date(2021, 7, 13)), jalali_name(date(1500, 1, 1))
    ('1400-04-22', '0000-00-00')
    """
    jalali = to_jalali(day)
    if jalali is None:
        return "0000-00-00" if day.year < 2000 else "9999-99-99"
    return "{:04}-{:02}-{:02}".format(*jalali)
