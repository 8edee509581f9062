"""The figures of the report, and what they are of."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime

import sqlalchemy as sa

from newscrawl.database.schema import articles
from newscrawl.persian.calendar import to_jalali
from newscrawl.report.gaps import DayGap

#: Upper ends of the classes of the time from publication to capture, in seconds; then all above.
CAPTURED_WITHIN = (15 * 60, 3600, 6 * 3600, 24 * 3600, 7 * 24 * 3600)
#: How many gaps of a site are named.
GAPS = 8


@dataclass(frozen=True, slots=True)
class Scope:
    """What the report is of; ``None`` leaves a filter out."""

    site: str | None = None
    #: Published on these days or between, in Tehran.
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
    """News codes between two articles, of which none is in the archive."""

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
    """How long after their publication articles were fetched.

    Only of those published since the site was first crawled, at a time of day that is known: for
    the others it says nothing of the crawls.
    """

    #: Articles in each class of :data:`CAPTURED_WITHIN`, and above.
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
    #: Articles that have a field, by month (``YYYY-MM``, empty where unknown) and field; the
    #: key ``articles`` counts them all.
    coverage: dict[str, Counter[str]] = field(default_factory=dict)
    #: Days of the site's own archive whose lists were read, and how many articles they named.
    listed: dict[str, int] = field(default_factory=dict)
    day_gaps: list[DayGap] = field(default_factory=list)
    lowest_code: int | None = None
    highest_code: int | None = None
    coded: int = 0
    #: The widest ones, widest first.
    code_gaps: list[CodeGap] = field(default_factory=list)
    #: Codes that the site said to be nobody's.
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
        """Days of which the site lists more articles than are stored: how many of each."""
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
    """All that the report shows."""

    made_at: datetime
    scope: Scope
    sites: list[SiteFigures]
    #: Tags and agencies with how many articles have them, the most frequent first.
    tags: list[tuple[str, int]]
    agencies: list[tuple[str, int]]
    #: Newest first.
    crawls: list[Crawl]

    @property
    def articles(self) -> int:
        return sum(site.articles for site in self.sites)


def jalali_name(day: date) -> str:
    """A day as the archive names it; before and after 1200–1500, the first and last one.

    >>> jalali_name(date(2021, 7, 13)), jalali_name(date(1500, 1, 1))
    ('1400-04-22', '0000-00-00')
    """
    jalali = to_jalali(day)
    if jalali is None:
        return "0000-00-00" if day.year < 2000 else "9999-99-99"
    return "{:04}-{:02}-{:02}".format(*jalali)
