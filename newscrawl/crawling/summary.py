"""What a crawl came to, in numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Self

from newscrawl.backfill import GAPS
from newscrawl.crawling.revisiting import UNCHANGED, Revisits
from newscrawl.database.crawls import GOOD_REASONS
from newscrawl.discovery.deadends import ADDRESSES, ARTICLE_LINKS, LINKS, LISTS
from newscrawl.ways.api import ONLY_WAY_CLOSED

#: Somebody stopped the crawl: Ctrl-C, SIGTERM.
STOPPED = "shutdown"
#: Stats: why the circuit breaker ended the crawl; what is wrong with all of its pages or most of
#: its article pages; the most frequent reason of failures. See :mod:`newscrawl.crawling.breaker`.
WHY, PROBLEM = "newscrawl/ended_because", "newscrawl/problem"
USUAL_FAILURE = "newscrawl/usual_failure"
#: Stat: news codes that were asked for on a guess, and that the site does not have.
ABSENT = "newscrawl/absent"
#: Stat: article pages that were asked for.
ARTICLE_PAGES = "newscrawl/article_pages"
#: Stats: articles, also those that short links led to.
_OF_ARTICLES = ("newscrawl/new", "newscrawl/changed", "newscrawl/duplicate")
#: Stat: why the database of the crawl was given up.
LOST_DATABASE = "newscrawl/lost_database"
#: Stats: how many requests of the site wait until an outage is over, when the first is due, and why
#: most of them wait.
WAITING, WAITING_UNTIL = "newscrawl/waiting", "newscrawl/waiting_until"
WAITING_FOR = "newscrawl/waiting_for"


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of one crawl, from Scrapy's stats."""

    #: Responses, including robots.txt.
    pages: int
    #: Articles stored for the first time.
    articles: int
    #: Stored articles whose text or other fields are different now.
    changed: int
    #: Pages of articles that are stored and unchanged.
    duplicates: int
    failures: int
    seconds: float
    #: News codes between those of articles that the site does not have: no failures.
    absent: int = 0
    #: Stored articles that were looked at again.
    revisits: Revisits = field(default_factory=Revisits)

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
            absent=stats.get(ABSENT, 0),
            revisits=Revisits.of(stats),
        )

    @property
    def pages_a_second(self) -> float:
        return self.pages / self.seconds if self.seconds else 0.0

    def __str__(self) -> str:
        return (
            f"{_counted(self.pages, 'page')}, {_counted(self.articles, 'new article')}, "
            f"{self.changed} changed, {_counted(self.duplicates, 'duplicate')}, "
            f"{_counted(self.failures, 'failure')}, "
            f"{f'{self.absent} absent, ' if self.absent else ''}"
            f"{self.pages_a_second:.1f} pages a second"
            f"{f'; {self.revisits}' if self.revisits.count else ''}"
        )


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def problem_of(stats: Mapping[str, Any]) -> str | None:
    """What went wrong with a finished crawl as a whole, ``None`` if nothing did.

    >>> problem_of({"finish_reason": "site_unreachable", WHY: "15 requests in a row …"})
    'the crawl was ended: 15 requests in a row …'
    """
    reason = stats.get("finish_reason")
    if why := stats.get(WHY):
        return f"the crawl was ended: {why}"
    if reason not in GOOD_REASONS:
        cause = stats.get(LOST_DATABASE)
        why = f"{reason}: {cause}" if cause else reason or "it could not start"
        return f"the crawl did not finish: {why}"
    if closed := stats.get(ONLY_WAY_CLOSED):
        return f"{closed}, and no other way was to be gone"
    if problem := stats.get(PROBLEM):
        return str(problem)
    pages = stats.get("downloader/response_status_count/200", 0)
    pages -= stats.get("robotstxt/response_status_count/200", 0)
    pages += stats.get(UNCHANGED, 0)
    # That nothing is in the gaps between codes that are known is no fault.
    absent = 0 if stats.get(GAPS) else stats.get(ABSENT)
    if pages <= 0 and (stats.get("newscrawl/failure") or absent):
        return f"no page could be read: {stats.get(USUAL_FAILURE) or 'see the table failures'}"
    met = (stats.get(name) for name in (ARTICLE_LINKS, ARTICLE_PAGES, *_OF_ARTICLES))
    if stats.get(LISTS) and not any(met):
        lists = "the home page" if stats[LISTS] == 1 else f"{stats[LISTS]} lists"
        links, addresses = stats.get(LINKS, 0), stats.get(ADDRESSES)
        return f"{links} links of {lists}, none of them an article's by {addresses}"
    return None
