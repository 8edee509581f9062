"""Ends a crawl of a site that is not there: a circuit breaker, and the counts for the last line."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field

from newscrawl.answers import Cause, NoPage
from newscrawl.answers.advice import NO_NEWS
from newscrawl.database.crawls import REFUSED, UNREACHABLE

#: How many of the last requests are looked at for the share that the site refuses.
WINDOW = 50
#: Fewer failed pages than this tell nothing: of two new articles one may well be broken.
LEAST = 5


@dataclass(slots=True)
class Breaker:
    """Counts how the requests of a crawl ended, each after its retries.

    >>> breaker = Breaker(in_a_row=2)
    >>> for _ in range(2):
    ...     breaker.count(NoPage("connection refused", Cause.UNREACHABLE), is_article=True)
    >>> breaker.reason, breaker.why
    ('site_unreachable', '2 requests in a row came to nothing: connection refused')
    """

    #: So many requests in a row without any answer are an outage; 0: never.
    in_a_row: int = 15
    #: So large a share of the last requests, 0–1, that the site refuses is a block; 0: never.
    share: float = 0.8
    #: The finish reason of a crawl that has to end now.
    reason: str | None = None
    #: The same in words.
    why: str | None = None
    #: Article pages that were asked for; of them, those that failed, but not those that the site
    #: does not have.
    articles: int = 0
    failed: int = 0
    #: Requests that brought their page.
    good: int = 0
    _reasons: Counter[str] = field(default_factory=Counter)
    _unreachable: int = 0
    _last: deque[bool] = field(default_factory=lambda: deque(maxlen=WINDOW))

    def count(self, no_page: NoPage | None, *, is_article: bool, is_guess: bool = False) -> None:
        """A request has ended.

        Args:
            no_page: why it brought no page; ``None`` if it did.
            is_article: the page of an article was asked for, that is not stored.
            is_guess: nothing says that there is such an article: sites answer an unknown code by
                whatever they like.
        """
        self.articles += is_article
        self.good += no_page is None
        is_missing = no_page is not None and (
            no_page.is_missing
            or no_page.kind == NO_NEWS
            or (is_guess and no_page.cause is Cause.PAGE)
        )
        if no_page is not None and not is_missing:
            self._reasons[no_page.reason] += 1
            self.failed += is_article
        cause = no_page.cause if no_page is not None else None
        self._unreachable = self._unreachable + 1 if cause is Cause.UNREACHABLE else 0
        self._last.append(cause is Cause.REFUSED)
        if self.reason is not None:
            return
        if 0 < self.in_a_row <= self._unreachable:
            self.reason = UNREACHABLE
            self.why = f"{self._unreachable} requests in a row came to nothing: {self.usual}"
        elif self.share and sum(self._last) >= self.share * WINDOW:
            self.reason = REFUSED
            refused = f"{sum(self._last)} of the last {len(self._last)} requests"
            self.why = f"the site refused {refused}: {self.usual}"

    @property
    def usual(self) -> str | None:
        """The most frequent reason of failures."""
        return self._reasons.most_common(1)[0][0] if self._reasons else None

    @property
    def problem(self) -> str | None:
        """What is wrong with the crawl as a whole, if all of its pages or most of its article pages
        failed."""
        if self.usual is not None and not self.good:
            return f"no page could be read: {self.usual}"
        if self.failed < LEAST or self.failed * 2 <= self.articles:
            return None
        return f"{self.failed} of {self.articles} article pages failed, most by: {self.usual}"
