"""Reading what sites changed and removed: of some time, or what is new since last time."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from heapq import merge
from itertools import islice

import sqlalchemy as sa

from newscrawl.changes.edits import EditedArticle, RemovedArticle
from newscrawl.changes.floods import without
from newscrawl.database.changes import edits, removals
from newscrawl.database.changes.floods import CrawlOfChanges, Floods
from newscrawl.database.schema import removals as _removals
from newscrawl.database.schema import revisions

Change = EditedArticle | RemovedArticle


@dataclass(frozen=True, slots=True)
class ChangesPosition:
    """The newest earlier version and the newest row of ``removals``: what is stored behind it is
    new. Ids only grow; where one may be given again,
    :func:`newscrawl.database.tombstones.clamp` lowers what is stored."""

    revision_id: int = 0
    removal_id: int = 0


@dataclass(frozen=True, slots=True)
class ChangesWanted:
    """Which changes to read; ``None`` leaves a filter out."""

    site: str | None = None
    #: Seen at or after this moment, and before that one.
    since: datetime | None = None
    before: datetime | None = None
    #: Only edits of a headline.
    headlines: bool = False
    #: Only edits of at least this share of the words, from 0 to 1.
    at_least: float = 0.0
    #: Only what was removed, or is back.
    vanished: bool = False
    #: Also what one crawl found of so many articles at once that it is no edit.
    floods: bool = False

    @property
    def has_removals(self) -> bool:
        return not self.headlines and not self.at_least


@dataclass(slots=True)
class FloodOfSite:
    """Articles of a site that read differently, or were not there, all at once."""

    site: str
    #: When the first of the crawls that found them began; aware, UTC.
    since: datetime
    #: They are of edits; otherwise they were not found any more.
    edited: int = 0
    removed: int = 0


def changes_position(connection: sa.Connection) -> ChangesPosition:
    """The current position of the archive.

    On a shared archive ids are assigned before they are committed: who must miss nothing takes this
    one by :func:`newscrawl.database.exports.settled`.
    """
    newest = (sa.select(sa.func.max(table.c.id)) for table in (revisions, _removals))
    return ChangesPosition(*(connection.scalar(query) or 0 for query in newest))


def changes_after(
    connection: sa.Connection,
    after: ChangesPosition,
    until: ChangesPosition | None = None,
    *,
    floods: bool = False,
) -> Iterator[Change]:
    """What was stored behind a position, in that order: edits, then what was removed or is back.

    Take :func:`changes_position` first, in the same transaction, as the position of the next time.
    What an import puts between older versions is new, too: :attr:`EditedArticle.at` says when it
    was.

    Args:
        floods: also changes that a crawl found of so many articles at once that nobody made them.
    """
    wanted = ChangesWanted(floods=floods)
    until = until or ChangesPosition(*([2**62] * 2))
    reading = ChangesReader(connection, wanted)
    yield from reading.read_edits(edits.by_id(connection, after.revision_id, until.revision_id))
    rows = removals.by_id(connection, after.removal_id, until.removal_id)
    yield from reading.read_removals(rows)


class ChangesReader:
    """The changes that are wanted, the newest first. What is a flood is only counted, in
    :attr:`floods`: of all that was read so far."""

    def __init__(self, connection: sa.Connection, wanted: ChangesWanted) -> None:
        self.wanted = wanted
        #: Site → its flood.
        self.floods: dict[str, FloodOfSite] = {}
        #: How many rows were looked at, whether or not they turned out to be changes.
        self.read = 0
        self._connection = connection
        self._judge = Floods(connection)

    def __iter__(self) -> Iterator[Change]:
        wanted = self.wanted
        period = (wanted.site, wanted.since, wanted.before)
        streams: list[Iterator[Change]] = []
        if not wanted.vanished:
            found = edits.newest_first(self._connection, edits.in_period(*period))
            streams.append(self.read_edits(found))
        if wanted.has_removals:
            streams.append(self.read_removals(removals.newest_first(self._connection, *period)))
        return merge(*streams, key=lambda change: change.at, reverse=True)

    def read_edits(self, rows: Iterator[edits.EditRow]) -> Iterator[EditedArticle]:
        """The wanted edits of these rows, in their order."""
        # The first ones one by one, so that they are there at once.
        sizes = deque([1, 5, 20])
        while batch := list(islice(rows, sizes.popleft() if sizes else edits.BATCH)):
            self.read += len(batch)
            judged: list[tuple[edits.EditRow, frozenset[str], CrawlOfChanges | None]] = []
            for row in batch:
                if self.wanted.floods:
                    judged.append((row, frozenset(), None))
                    continue
                crawl, flood = self._judge.of_edit(row)
                if flood.is_all:
                    self._count(crawl, edited=1)
                else:
                    judged.append((row, flood.common, crawl))
            found = edits.read_edits(self._connection, [row for row, _, _ in judged])
            for edited, (_, common, crawl) in zip(found, judged, strict=True):
                if edited is None:
                    continue
                edit = without(edited.edit, common)
                if edit is None:
                    self._count(crawl, edited=1)
                elif self._is_wanted(one := replace(edited, edit=edit)):
                    yield one

    def read_removals(self, rows: Iterable[RemovedArticle]) -> Iterator[RemovedArticle]:
        """The wanted removals of these, in their order."""
        for row in rows:
            self.read += 1
            if not self.wanted.floods and not row.is_back:
                crawl, is_flood = self._judge.of_removal(row.article.site or "", row.at)
                if is_flood:
                    self._count(crawl, removed=1)
                    continue
            yield row

    def _is_wanted(self, edited: EditedArticle) -> bool:
        wanted = self.wanted
        is_of_headline = edited.edit.is_of_headline or not wanted.headlines
        return is_of_headline and edited.edit.share >= wanted.at_least

    def _count(self, crawl: CrawlOfChanges | None, edited: int = 0, removed: int = 0) -> None:
        assert crawl is not None
        flood = self.floods.setdefault(crawl.site, FloodOfSite(crawl.site, crawl.started_at))
        flood.since = min(flood.since, crawl.started_at)
        flood.edited += edited
        flood.removed += removed
