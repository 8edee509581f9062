"""The archive of a crawl: one database, written by one thread, many writes to a transaction."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

import sqlalchemy as sa

from newscrawl.database import epochs
from newscrawl.database.articles import (
    Outcome,
    store_articles,
    store_days,
    store_failures,
    stored_keys,
)
from newscrawl.database.engine import open_engine
from newscrawl.database.groupcommit import GroupCommit
from newscrawl.database.schema import articles, crawls, frontier
from newscrawl.frontier import table
from newscrawl.frontier.unit import Unit
from newscrawl.items import ArchiveDay, Article, Failure, Item


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
    """Take pending requests. Result: a list of :class:`~newscrawl.frontier.table.Leased`."""

    site: str
    run: int
    count: int
    only: Collection[str] | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """Return leased requests to pending."""

    ids: Collection[int]


Write: TypeAlias = Item | Finish | Enqueue | Lease | Release


class Archive:
    """One database.

    Raises:
        DatabaseError: from the constructor, if the database cannot be used.
    """

    def __init__(self, url: str, *, batch_size: int = 100, batch_seconds: float = 0.05) -> None:
        self.engine = open_engine(url)
        self._writer: GroupCommit[Write, Any] = GroupCommit(self._write, batch_size, batch_seconds)
        # Look-ups need no transaction, and must not wait for the writer's.
        self._reader = self.engine.connect().execution_options(isolation_level="AUTOCOMMIT")

    async def submit(self, write: Write, *, urgent: bool = False) -> Any:
        """Write something; returns its result when it is committed.

        Args:
            urgent: do not wait for others to share the transaction.
        """
        return await self._writer.submit(write, urgent=urgent)

    async def close(self) -> None:
        """Commit what waits, and close the database."""
        await self._writer.close()
        self._reader.close()
        self.engine.dispose()

    # -- look-ups ----------------------------------------------------------------------

    def rows(self, query: sa.Executable) -> Sequence[sa.Row[Any]]:
        """All rows of a query."""
        return self._reader.execute(query).all()

    def scalars(self, query: sa.Select[Any]) -> Sequence[Any]:
        """The first column of all rows of a query."""
        return self._reader.scalars(query).all()

    def known(self, site: str, keys: Collection[str], *, newest_id: int | None = None) -> set[str]:
        """See :func:`newscrawl.database.articles.stored_keys`."""
        return stored_keys(self._reader, site, keys, newest_id)

    def young(self, site: str, since: datetime, fetched_before: datetime) -> Iterator[str]:
        """Addresses of the articles published since a moment, newest first.

        An article without a date counts from when it was first fetched.

        Args:
            fetched_before: leave out those fetched since.
        """
        query = (
            sa.select(articles.c.url)
            .where(
                articles.c.site == site,
                sa.func.coalesce(articles.c.published_at, articles.c.fetched_at) >= since,
                articles.c.fetched_at < fetched_before,
            )
            .order_by(articles.c.published_at.desc())
        )
        yield from self._reader.scalars(query)

    # -- crawls ------------------------------------------------------------------------

    def start_crawl(
        self, spider: str, arguments: Mapping[str, Any], scope: str | None = None
    ) -> int:
        """Record the start of a crawl; returns its run number.

        See :func:`newscrawl.database.epochs.begin` for ``scope``.
        """
        with self.engine.begin() as connection:
            return epochs.begin(connection, spider, _jsonable(arguments), scope)

    def finish_crawl(self, run: int, reason: str, stats: Mapping[str, Any]) -> None:
        """Record the end of a crawl."""
        with self.engine.begin() as connection:
            epochs.finish(connection, run, reason, _jsonable(stats))

    def known_id(self, run: int) -> int:
        """See :func:`newscrawl.database.epochs.known_id`."""
        return epochs.known_id(self._reader, run)

    def crawl(self, run: int) -> sa.RowMapping:
        """The row of a crawl."""
        query = sa.select(crawls).where(crawls.c.run == run)
        return self._reader.execute(query).mappings().one()

    # -- the frontier ------------------------------------------------------------------

    def recover(self, site: str) -> tuple[int, int]:
        """Return the leases of dead crawls to pending; returns how many requests wait in all, and
        how many of them were leased."""
        with self.engine.begin() as connection:
            returned = table.recover(connection, site)
            waiting = connection.scalar(
                sa.select(sa.func.count())
                .select_from(frontier)
                .where(frontier.c.site == site, frontier.c.state == table.State.PENDING)
            )
        return waiting or 0, returned

    # -- the writer's thread -----------------------------------------------------------

    def _write(self, writes: Sequence[Write]) -> list[Any]:
        """All of these, in one transaction: pages first, so that leases see what they bring."""
        results: dict[int, Any] = {}
        with self.engine.begin() as connection:
            self._store_items(connection, writes, results)
            for write in writes:
                match write:
                    case Finish(site, epoch, unit):
                        table.enqueue(connection, site, unit.rows, epoch)
                    case Enqueue(site, epoch, rows):
                        table.enqueue(connection, site, rows, epoch)
                    case Release(ids):
                        table.release(connection, ids)
            for (site, epoch), units in _by_epoch(writes).items():
                table.finish(connection, site, units, epoch)
            for position, write in enumerate(writes):
                if isinstance(write, Lease):
                    results[position] = table.lease(
                        connection, write.site, write.count, write.run, write.only
                    )
        return [results.get(position) for position in range(len(writes))]

    def _store_items(
        self, connection: sa.Connection, writes: Sequence[Write], results: dict[int, Any]
    ) -> None:
        items: list[Item] = []
        for write in writes:
            if isinstance(write, Finish):
                items += write.unit.items
            elif isinstance(write, (Article, Failure, ArchiveDay)):
                items.append(write)
        stored = iter(
            store_articles(connection, [item for item in items if isinstance(item, Article)])
        )
        store_failures(connection, [item for item in items if isinstance(item, Failure)])
        store_days(connection, [item for item in items if isinstance(item, ArchiveDay)])

        def outcome(item: Item) -> Outcome:
            if isinstance(item, Article):
                return next(stored)
            return Outcome.FAILURE if isinstance(item, Failure) else Outcome.DAY

        for position, write in enumerate(writes):
            if isinstance(write, Finish):
                results[position] = [outcome(item) for item in write.unit.items]
            elif isinstance(write, (Article, Failure, ArchiveDay)):
                results[position] = outcome(write)


def _by_epoch(writes: Sequence[Write]) -> dict[tuple[str, int], list[Unit]]:
    units: dict[tuple[str, int], list[Unit]] = {}
    for write in writes:
        if isinstance(write, Finish):
            units.setdefault((write.site, write.epoch), []).append(write.unit)
    return units


def _jsonable(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as JSON has them; moments and other objects as text."""
    result: dict[str, Any] = json.loads(json.dumps(dict(values), default=str, ensure_ascii=False))
    return result
