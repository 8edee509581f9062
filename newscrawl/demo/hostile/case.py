"""What a case is: what the server does when it is asked, and what that must become."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from newscrawl.demo.hostile.wire import Answer


class End(Enum):
    """How a page ends in the archive."""

    STORED = "stored"
    FAILED = "failed"
    WAITS = "waits"
    #: A list, feed or sitemap that was read: nothing is said of it.
    READ = "read"


@dataclass(frozen=True)
class Becomes:
    """What a case must become."""

    end: End
    #: Least and most times that it is asked for.
    asked: tuple[int, int]
    #: A regular expression, somewhere in the reason of a failure.
    reason: str = ""
    #: Fields of a stored article, and what they must be.
    fields: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        text = f"{self.end.value}: {self.reason}" if self.reason else self.end.value
        fields = ", ".join(f"{name} = {value!r:.60}" for name, value in self.fields.items())
        return f"{text} ({fields})" if fields else text


def stored(**fields: object) -> Becomes:
    """An article, whose fields are as given; asked for once."""
    return Becomes(End.STORED, (1, 1), fields=fields)


def fails(reason: str, asked: tuple[int, int] = (1, 1)) -> Becomes:
    """A failure for good; nothing is gained by asking again."""
    return Becomes(End.FAILED, asked, reason)


def waits(reason: str, asked: tuple[int, int] = (1, 3)) -> Becomes:
    """It passes by itself: a later crawl asks again. Scrapy's retries may ask three times."""
    return Becomes(End.WAITS, asked, reason)


def read(asked: tuple[int, int] = (1, 1)) -> Becomes:
    """A list, a feed or a sitemap that brings no failure, whatever else it brings."""
    return Becomes(End.READ, asked)


class LinkedFrom(Enum):
    """Where the site links to a case."""

    HOME = "home page"
    FEEDS = "index of feeds"
    SITEMAPS = "index of sitemaps"
    #: Only another case leads to it.
    CASE = "another case"


@dataclass(frozen=True)
class Case:
    """One thing that a site may do to a crawler."""

    #: Unique, of Latin letters, digits and hyphens.
    name: str
    answer: Answer
    becomes: Becomes
    #: Path of what is no article; empty for an article, which gets a news code.
    path: str = ""
    found: LinkedFrom = LinkedFrom.HOME
    #: What it answers under ``{own}/end``, to which it redirects.
    at_end: Answer | None = None
    #: robots.txt forbids it.
    is_forbidden: bool = False
    #: News code of an article; given to it in the order of the cases.
    code: int = 0

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z0-9-]+", self.name):
            raise ValueError(f"the name of a case: expected a-z, 0-9 and -, got {self.name!r}")
        re.compile(self.becomes.reason)

    @property
    def address(self) -> str:
        """Path on the site."""
        return self.path or f"/fa/news/{self.code}/{self.name}"
