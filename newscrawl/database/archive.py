"""The archive of a crawl: one database, written by one thread, many writes to a transaction."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from newscrawl.database import epochs, fleet
from newscrawl.database.articles import (
    Outcome,
    store_articles,
    store_days,
    store_failures,
    stored_keys,
)
from newscrawl.database.dialect import is_shared, lock_sites
from newscrawl.database.engine import open_engine
from newscrawl.database.fleet import Beat
from newscrawl.database.groupcommit import GroupCommit
from newscrawl.database.patience import Patience, Reader, Unavailable, passes
from newscrawl.database.schema import articles, crawls, frontier
from newscrawl.database.writes import Enqueue, Finish, Lease, Leases, Release, Write
from newscrawl.frontier import table
from newscrawl.frontier.unit import Unit
from newscrawl.items import ArchiveDay, Article, Failure, Item

R = TypeVar("R")


class Archive:
    """One database.

    Args:
        lease_seconds: see :class:`newscrawl.database.fleet.Beat`.
        retry_seconds: how long a database that is away is waited for. Then it is given up for good:
            what is not written until then is not written at all.

    Raises:
        DatabaseError: from the constructor, if the database cannot be used.
        Unavailable: from the others, if it was given up.
    """

    def __init__(
        self,
        url: str,
        *,
        batch_size: int = 100,
        batch_seconds: float = 0.01,
        lease_seconds: float = 60.0,
        retry_seconds: float = 60.0,
    ) -> None:
        self.engine = open_engine(url)
        self.lease_seconds = lease_seconds
        #: Crawls of one site may share the database.
        self.is_shared = is_shared(self.engine)
        self._lost: Unavailable | None = None
        self._patience = Patience(self.engine, retry_seconds)
        self._reader = Reader(self._patience)
        self._writer: GroupCommit[Write, Any] = GroupCommit(
            self._write, batch_size, batch_seconds, hopeless=(Unavailable,)
        )

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
        return self._read(lambda connection: connection.execute(query).all())

    def scalars(
        self, query: sa.Select[Any], values: Mapping[str, Any] | None = None
    ) -> Sequence[Any]:
        """The first column of all rows of a query."""
        return self._read(lambda connection: connection.scalars(query, values).all())

    def _read(self, query: Callable[[sa.Connection], R]) -> R:
        with self._while_there():
            return self._reader.run(query)

    def _transaction(self, work: Callable[[sa.Connection], R]) -> R:
        with self._while_there():
            return self._patience.transaction(work)

    @contextmanager
    def _while_there(self) -> Iterator[None]:
        if self._lost is not None:
            raise self._lost
        try:
            yield
        except Unavailable as error:
            self._lost = error
            raise

    def known(self, site: str, keys: Collection[str], *, newest_id: int | None = None) -> set[str]:
        """See :func:`newscrawl.database.articles.stored_keys`."""
        return self._read(lambda connection: stored_keys(connection, site, keys, newest_id))

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
        yield from self._read(lambda connection: connection.scalars(query))

    # -- crawls ------------------------------------------------------------------------

    def start_crawl(
        self, spider: str, arguments: Mapping[str, Any], scope: str | None = None
    ) -> int:
        """Record the start of a crawl; returns its run number.

        See :func:`newscrawl.database.epochs.begin` for ``scope``.
        """
        values = _jsonable(arguments)
        return self._transaction(
            lambda connection: epochs.begin(connection, spider, values, scope, self.lease_seconds)
        )

    def finish_crawl(self, run: int, reason: str, stats: Mapping[str, Any]) -> None:
        """Record the end of a crawl."""
        values = _jsonable(stats)
        self._transaction(lambda connection: epochs.finish(connection, run, reason, values))

    def known_id(self, run: int) -> int:
        """See :func:`newscrawl.database.epochs.known_id`."""
        return self._read(lambda connection: epochs.known_id(connection, run))

    def crawl(self, run: int) -> sa.RowMapping:
        """The row of a crawl."""
        query = sa.select(crawls).where(crawls.c.run == run)
        return self._read(lambda connection: connection.execute(query).mappings().one())

    # -- the frontier ------------------------------------------------------------------

    def recover(self, site: str) -> tuple[int, int]:
        """Return the leases of dead crawls to pending; returns how many requests wait in all, and
        how many of them were leased."""

        def work(connection: sa.Connection) -> tuple[int, int]:
            lock_sites(connection, [site])
            returned = fleet.recover(connection, site, self.lease_seconds)
            waiting = connection.scalar(
                sa.select(sa.func.count())
                .select_from(frontier)
                .where(frontier.c.site == site, frontier.c.state == table.State.PENDING)
            )
            return waiting or 0, returned

        return self._transaction(work)

    def take_turn(self, site: str, delay: float, ticket: int) -> float | None:
        """See :func:`newscrawl.database.fleet.take_turn`; ``None`` if it cannot be had just now."""
        if self._lost is not None:
            raise self._lost
        try:
            return self._reader.try_once(lambda c: fleet.take_turn(c, site, delay, ticket))
        except DBAPIError as error:
            if not passes(error, self.engine):
                raise
            return None

    def beat(self, beat: Beat) -> fleet.Share:
        """As submitting it, at once: before there is an event loop."""
        share: fleet.Share = self._write([beat])[0]
        return share

    # -- the writer's thread -----------------------------------------------------------

    def _write(self, writes: Sequence[Write]) -> list[Any]:
        """All of these, in one transaction: pages first, so that leases see what they bring."""
        return self._transaction(lambda connection: self._write_all(connection, writes))

    def _write_all(self, connection: sa.Connection, writes: Sequence[Write]) -> list[Any]:
        results: dict[int, Any] = {}
        lock_sites(connection, (write.site or "" for write in writes))
        self._store_items(connection, writes, results)
        units: defaultdict[tuple[str, int], list[Unit]] = defaultdict(list)
        rows: defaultdict[tuple[str, int], list[table.Row]] = defaultdict(list)
        for write in writes:
            match write:
                case Finish(site, epoch, unit):
                    units[site, epoch].append(unit)
                    rows[site, epoch] += unit.rows
                case Enqueue(site, epoch, some):
                    rows[site, epoch] += some
                case Release(_, run, ids):
                    table.release(connection, run, ids)
        for (site, epoch), some in rows.items():
            table.enqueue(connection, site, some, epoch)
        for (site, epoch), done in units.items():
            table.finish(connection, site, done, epoch)
        for position, write in enumerate(writes):
            if isinstance(write, Beat):
                results[position] = fleet.beat(connection, write)
            elif isinstance(write, Lease):
                results[position] = self._lease(connection, write)
        return [results.get(position) for position in range(len(writes))]

    def _lease(self, connection: sa.Connection, lease: Lease) -> Leases:
        site, run, only = lease.site, lease.run, lease.only
        rows = table.lease(connection, site, lease.count, run, only) if lease.count else []
        if not self.is_shared:
            return Leases(rows)
        fleet.set_waiting(connection, run, not rows and lease.is_idle and not lease.is_starting)
        if rows:
            return Leases(rows)
        may_come = fleet.may_come(
            connection, site, run, self.lease_seconds, only=only, is_starting=lease.is_starting
        )
        return Leases([], may_come)

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


def _jsonable(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as JSON has them; moments and other objects as text."""
    result: dict[str, Any] = json.loads(json.dumps(dict(values), default=str, ensure_ascii=False))
    return result
