"""Requests to the archive's writer, besides storing items."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from newscrawl.database.frontier import Finished, Leased, Row
from newscrawl.database.heartbeat import Heartbeat
from newscrawl.items import Item
from newscrawl.known import Validators


@dataclass(frozen=True, slots=True)
class Finish:
    """Store a request's items and links, and mark it done. Result: the outcomes of the items."""

    site: str
    epoch: int
    request: Finished
    items: Sequence[Item] = ()
    #: Requests for the links that were found.
    rows: Sequence[Row] = ()
    #: What the page of the article that was asked for says of its state, if that is what came.
    validators: Validators | None = None


@dataclass(frozen=True, slots=True)
class Enqueue:
    """Make requests pending."""

    site: str
    epoch: int
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Lease:
    """Lease pending requests. Result: :class:`Leases`."""

    site: str
    run: int
    count: int
    only: Collection[str] | None = None
    #: The crawl still makes start requests.
    is_starting: bool = False
    #: The crawl has no request in progress.
    is_idle: bool = False


@dataclass(frozen=True, slots=True)
class Leases:
    """Requests that were leased."""

    rows: list[Leased]
    #: There are none now, but other crawls of the site may add some.
    may_come: bool = False


@dataclass(frozen=True, slots=True)
class Release:
    """Return leased requests to pending."""

    site: str
    run: int
    ids: Collection[int]


Write: TypeAlias = Item | Finish | Enqueue | Lease | Release | Heartbeat
