"""Why a request brought no page, and whether that passes by itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from scrapy.exceptions import IgnoreRequest


class Cause(Enum):
    """Who or what is in the way."""

    #: The page itself: it is not there, or is not what was asked for. Final.
    PAGE = "page"
    #: No answer comes: no connection, no such host, no end of the answer. Passes by itself.
    UNREACHABLE = "unreachable"
    #: An answer comes, but not the page: 5xx, 429, a challenge, maintenance. Passes by itself.
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class NoPage:
    """Why a request brought no page."""

    #: A sentence for people, for the table ``failures``.
    reason: str
    cause: Cause = Cause.PAGE
    #: The site says that the page does not exist.
    is_missing: bool = False
    #: Seconds for which the server asked not to be asked again; see
    #: :func:`newscrawl.answers.retryafter.seconds`.
    retry_after: float | None = None
    #: The kind of answer in the words of :attr:`reason`, where it is a known one: a crawl counts
    #: them. See :mod:`newscrawl.answers.advice`.
    kind: str | None = None

    @property
    def is_transient(self) -> bool:
        """Whether it passes by itself: then the request waits in the frontier, and is made again
        by a later crawl."""
        return self.cause is not Cause.PAGE


class NotFetched(IgnoreRequest):
    """A downloader middleware stops a request: it raises this, and the request's errback records
    why."""

    def __init__(self, no_page: NoPage) -> None:
        super().__init__(no_page.reason)
        self.no_page = no_page
