"""A unit of work: one leased request and all that comes of it."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scrapy.exceptions import IgnoreRequest

from newscrawl.items import Article, Failure, Item

if TYPE_CHECKING:
    import asyncio

    from newscrawl.database.articles import Outcome
    from newscrawl.frontier.table import Row

#: The unit whose page is being processed in this task. Scrapy processes each response in a task of
#: its own, and items in tasks begun from there.
current_unit: ContextVar[Unit | None] = ContextVar("current_unit", default=None)

#: Key of ``Request.meta``; retries and redirects carry it on.
UNIT = "frontier_unit"


class Stopped(IgnoreRequest):
    """The crawl was stopped before a request was made: it waits for the next one."""


@dataclass(eq=False)
class Unit:
    """One leased request, the items and requests that came of it, and how far it is.

    It is complete when its callback has given all it has to give and each item has either come to
    the archive or been dropped before. Then it is handed to ``on_complete``, once.
    """

    id: int
    #: Of an article; see :meth:`newscrawl.cms.Family.key`.
    key: str | None
    on_complete: Callable[[Unit], None]
    #: The crawl that leased it.
    run: int | None = None
    rows: list[Row] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    outcomes: list[asyncio.Future[Outcome]] = field(default_factory=list)
    #: Why the request came to nothing, if it did and no item says so.
    error: str | None = None
    #: Headers for asking again whether the page changed.
    etag: str | None = None
    last_modified: str | None = None
    #: The response goes through the spider middlewares, which watch its output.
    has_response: bool = False
    is_complete: bool = False
    _expected: int = 0
    _settled: int = 0
    _exhausted: bool = False

    @property
    def failure(self) -> str | None:
        """Why the request failed, ``None`` if it did not."""
        if self.error is not None or any(isinstance(item, Article) for item in self.items):
            return self.error
        return next((i.reason for i in self.items if isinstance(i, Failure)), None)

    def expect(self) -> None:
        """An item is on its way to the archive."""
        self._expected += 1

    def arrive(self, item: Item, outcome: asyncio.Future[Outcome]) -> None:
        """An item has come to the archive; its outcome is known after the commit."""
        self.items.append(item)
        self.outcomes.append(outcome)
        self._check()

    def settle(self) -> None:
        """An item was dropped before it came to the archive."""
        self._settled += 1
        self._check()

    def exhaust(self, error: str | None = None) -> None:
        """Nothing more comes of the callback."""
        self.error = self.error or error
        self._exhausted = True
        self._check()

    def abandon(self, reason: str) -> None:
        """Complete the unit as failed, whatever may still come."""
        self.error = reason
        self._exhausted, self._expected = True, 0
        self._check()

    def _check(self) -> None:
        arrived = len(self.items) + self._settled
        if self._exhausted and arrived >= self._expected and not self.is_complete:
            self.is_complete = True
            self.on_complete(self)
