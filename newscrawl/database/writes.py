"""What the archive's writer can be asked to do, besides storing items."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from newscrawl.database.fleet import Beat
from newscrawl.frontier import table
from newscrawl.frontier.unit import Unit
from newscrawl.items import Item


@dataclass(frozen=True, slots=True)
class Finish:
    """Store what came of a request, and mark it done. Result: the outcomes of its items."""

    site: str
    epoch: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Enqueue:
    """Make requests pending."""

    site: str
    epoch: int
    rows: Sequence[table.Row]


@dataclass(frozen=True, slots=True)
class Lease:
    """Take pending requests. Result: :class:`Leases`."""

    site: str
    run: int
    count: int
    only: Collection[str] | None = None
    #: The crawl has requests of its own to come.
    is_starting: bool = False
    #: The crawl has nothing under way.
    is_idle: bool = False


@dataclass(frozen=True, slots=True)
class Leases:
    """Requests that were taken."""

    rows: list[table.Leased]
    #: There are none now, but other crawls of the site may bring some.
    may_come: bool = False


@dataclass(frozen=True, slots=True)
class Release:
    """Return leased requests to pending."""

    site: str
    run: int
    ids: Collection[int]


Write: TypeAlias = Item | Finish | Enqueue | Lease | Release | Beat
