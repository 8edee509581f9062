"""The archive of a crawl: one database, written by one thread, many writes to a transaction."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from newscrawl.database import crawls as crawl_table
from newscrawl.database import frontier, heartbeat, revisits, waiting
from newscrawl.database.alarms import Alarm
from newscrawl.database.articles import (
    Outcome,
    store_articles,
    store_failures,
)
from newscrawl.database.days import store_days
from newscrawl.database.dialect import is_shared, lock_sites
from newscrawl.database.engine import open_engine
from newscrawl.database.groupcommit import GroupCommit
from newscrawl.database.heartbeat import Allotment, Heartbeat
from newscrawl.database.mirrors import Rewrite, bring_over
from newscrawl.database.retry import ReadConnection, Retry, Unavailable, is_transient
from newscrawl.database.schema import crawls
from newscrawl.database.schema import frontier as frontier_table
from newscrawl.database.totals import store_totals
from newscrawl.database.vanishing import see_unchanged
from newscrawl.database.writes import Enqueue, Finish, Lease, Leases, Release, Write
from newscrawl.items import ArchiveDay, Article, Failure, Item, Total, Unchanged
from newscrawl.known import Validators
from newscrawl.stories.signature import signature_of

R = TypeVar("R")


class ArchiveWriter:
    """The archive of a crawl, in one database.

    Args:
        lease_seconds: see :class:`newscrawl.database.heartbeat.Heartbeat`.
        retry_seconds: how long to wait for a database that is away or locked. After that it is
            given up for good, and nothing more is written.
        is_ending: whether the crawl was told to stop: then almost nothing is waited for. It is
            called in any thread.
        with_stories: find out which articles are the same story.
        ages: at which articles are looked at again; see :mod:`newscrawl.database.revisits`.

    Raises:
        DatabaseError: from the constructor, if the database cannot be used.
        Unavailable: from the other methods, if the database was given up.
    """

    def __init__(
        self,
        url: str,
        *,
        batch_size: int = 100,
        batch_seconds: float = 0.01,
        lease_seconds: float = 60.0,
        retry_seconds: float = 60.0,
        is_ending: Callable[[], bool] = bool,
        with_stories: bool = False,
        ages: revisits.Ages = revisits.DEFAULT_AGES,
    ) -> None:
        self.with_stories = with_stories
        self.ages = ages
        self.engine = open_engine(url)
        self.lease_seconds = lease_seconds
        #: Crawls of one site may share the database.
        self.is_shared = is_shared(self.engine)
        #: Is told on the event loop when a look-up finds that the database has to be given up.
        self.on_loss: Callable[[Unavailable], None] = lambda error: None
        self._lost: Unavailable | None = None
        self._retry = Retry(self.engine, retry_seconds, is_ending)
        # Used only in the look-ups' thread.
        self._reader = ReadConnection(self._retry)
        self._look_ups = ThreadPoolExecutor(1, thread_name_prefix="look-up")
        # Used only in a thread of its own: a turn must not wait for a look-up.
        self._turns = ReadConnection(self._retry)
        self._turn_thread = ThreadPoolExecutor(1, thread_name_prefix="turn")
        self._writer: GroupCommit[Write, Any] = GroupCommit(
            self._write, batch_size, batch_seconds, hopeless=(Unavailable,)
        )

    async def submit(self, write: Write, *, urgent: bool = False) -> Any:
        """Write something; returns its result when it is committed.

        Args:
            urgent: do not wait for other writes.
        """
        return await self._writer.submit(write, urgent=urgent)

    async def close(self) -> None:
        """Commit what is waiting, and close the database."""
        await self._writer.close()
        await asyncio.get_running_loop().run_in_executor(self._look_ups, self._reader.close)
        self._look_ups.shutdown()
        self._turn_thread.submit(self._turns.close)
        self._turn_thread.shutdown()
        self.engine.dispose()

    # -- look-ups ----------------------------------------------------------------------

    async def look_up(self, query: Callable[[sa.Connection], R]) -> R:
        """The result of a function that reads from the database.

        It runs in the thread of look-ups, one at a time, and sees what is committed: the event loop
        goes on meanwhile, even while a database that is away is waited for.

        Args:
            query: gets a connection in autocommit mode, which is only its own until it returns. It
                may be called again, after a lost connection.
        """

        def run() -> R:
            with self._while_there():
                return self._reader.run(query)

        try:
            return await asyncio.get_running_loop().run_in_executor(self._look_ups, run)
        except Unavailable as error:
            self.on_loss(error)
            raise

    def look_up_now(self, query: Callable[[sa.Connection], R]) -> R:
        """As :meth:`look_up`, in the caller's thread: before there is an event loop, and where it
        may wait, at the end of a crawl."""

        def attempt() -> R:
            with self.engine.connect() as connection:
                return query(connection.execution_options(isolation_level="AUTOCOMMIT"))

        with self._while_there():
            return self._retry.call(attempt)

    def rows(self, query: sa.Executable) -> Sequence[sa.Row[Any]]:
        """All rows of a query, by :meth:`look_up_now`."""
        return self.look_up_now(lambda connection: connection.execute(query).all())

    def scalars(
        self, query: sa.Select[Any], values: Mapping[str, Any] | None = None
    ) -> Sequence[Any]:
        """The first column of all rows of a query, by :meth:`look_up_now`."""
        return self.look_up_now(lambda connection: connection.scalars(query, values).all())

    def _transaction(self, work: Callable[[sa.Connection], R]) -> R:
        with self._while_there():
            return self._retry.transaction(work)

    @contextmanager
    def _while_there(self) -> Iterator[None]:
        if self._lost is not None:
            raise self._lost
        try:
            yield
        except Unavailable as error:
            self._lost = error
            raise

    # -- crawls ------------------------------------------------------------------------

    def start_crawl(
        self, spider: str, arguments: Mapping[str, Any], scope: str | None = None
    ) -> int:
        """Record the start of a crawl; returns its run number.

        See :func:`newscrawl.database.crawls.begin` for ``scope``.
        """
        values = _jsonable(arguments)
        return self._transaction(
            lambda connection: crawl_table.begin(
                connection, spider, values, scope, self.lease_seconds
            )
        )

    def finish_crawl(
        self,
        run: int,
        reason: str,
        stats: Mapping[str, Any],
        findings: Mapping[str, str | None] | None = None,
        destinations: Collection[str] = (),
    ) -> list[Alarm]:
        """Record the end of a crawl, see :func:`newscrawl.database.crawls.finish`."""
        values = _jsonable(stats)
        return self._transaction(
            lambda connection: crawl_table.finish(
                connection, run, reason, values, findings, destinations
            )
        )

    def known_id(self, run: int) -> int:
        """See :func:`newscrawl.database.crawls.known_id`."""
        return self.look_up_now(lambda connection: crawl_table.known_id(connection, run))

    def crawl(self, run: int) -> sa.RowMapping:
        """The row of a crawl."""
        query = sa.select(crawls).where(crawls.c.run == run)
        return self.look_up_now(lambda connection: connection.execute(query).mappings().one())

    # -- the frontier ------------------------------------------------------------------

    def recover(self, site: str, rewrite: Rewrite | None = None) -> tuple[int, int]:
        """Return the leases of dead crawls to pending, and what has waited long enough.

        Args:
            rewrite: see :func:`newscrawl.database.mirrors.bring_over`.

        Returns:
            The number of pending requests, and how many of them were leased.
        """

        def work(connection: sa.Connection) -> tuple[int, int]:
            lock_sites(connection, [site])
            returned = heartbeat.recover(connection, site, self.lease_seconds)
            waiting.wake(connection, site)
            if rewrite is not None:
                bring_over(connection, site, rewrite)
            pending = connection.scalar(
                sa.select(sa.func.count())
                .select_from(frontier_table)
                .where(
                    frontier_table.c.site == site, frontier_table.c.state == frontier.State.PENDING
                )
            )
            return pending or 0, returned

        return self._transaction(work)

    async def take_turn(self, site: str, delay: float, ticket: int) -> float | None:
        """See :func:`newscrawl.database.heartbeat.take_turn`; ``None`` if the database is away."""
        if self._lost is not None:
            raise self._lost
        try:
            return await asyncio.get_running_loop().run_in_executor(
                self._turn_thread,
                self._turns.try_once,
                lambda connection: heartbeat.take_turn(connection, site, delay, ticket),
            )
        except DBAPIError as error:
            if not is_transient(error, self.engine):
                raise
            return None

    def beat(self, heartbeat: Heartbeat) -> Allotment:
        """Record a heartbeat at once, for use before there is an event loop."""
        allotment: Allotment = self._write([heartbeat])[0]
        return allotment

    # -- the writer's thread -----------------------------------------------------------

    def _write(self, writes: Sequence[Write]) -> list[Any]:
        """Do all writes in one transaction: pages first, so that leases see their links."""
        if self.with_stories:  # before anything is locked
            for article in (item for item in _items(writes) if isinstance(item, Article)):
                article.signature = signature_of(article.title, article.lead, article.body)
        return self._transaction(lambda connection: self._write_all(connection, writes))

    def _write_all(self, connection: sa.Connection, writes: Sequence[Write]) -> list[Any]:
        results: dict[int, Any] = {}
        lock_sites(connection, (write.site or "" for write in writes))
        self._store_items(connection, writes, results)
        finished: defaultdict[tuple[str, int], list[frontier.Finished]] = defaultdict(list)
        rows: defaultdict[tuple[str, int], list[frontier.Row]] = defaultdict(list)
        looks: defaultdict[str, dict[str, Validators | None]] = defaultdict(dict)
        for write in writes:
            match write:
                case Finish(site, epoch, request, _, some, validators):
                    finished[site, epoch].append(request)
                    rows[site, epoch] += some
                    if request.key is not None and request.wait is None:
                        looks[site][request.key] = validators
                case Enqueue(site, epoch, some):
                    rows[site, epoch] += some
                case Release(_, run, ids):
                    frontier.release(connection, run, ids)
        for (site, epoch), some in rows.items():
            frontier.enqueue(connection, site, some, epoch)
            waiting.hurry(connection, site, some)
            # From now on they are the frontier's business.
            for key in (row.key for row in some if row.revisit and row.key is not None):
                looks[site].setdefault(key, None)
        for site, keys in looks.items():
            revisits.look(connection, site, keys, self.ages)
        for (site, epoch), done in finished.items():
            waiting.answered(connection, site, done)
            waiting.wait(connection, site, done)
            frontier.finish(connection, site, done, epoch)
        for position, write in enumerate(writes):
            if isinstance(write, Heartbeat):
                results[position] = heartbeat.record(connection, write)
            elif isinstance(write, Lease):
                results[position] = self._lease(connection, write)
        return [results.get(position) for position in range(len(writes))]

    def _lease(self, connection: sa.Connection, lease: Lease) -> Leases:
        site, run, only = lease.site, lease.run, lease.only
        rows = frontier.lease(connection, site, lease.count, run, only) if lease.count else []
        if not self.is_shared:
            return Leases(rows)
        heartbeat.set_waiting(connection, run, not rows and lease.is_idle and not lease.is_starting)
        if rows:
            return Leases(rows)
        may_come = heartbeat.may_come(
            connection, site, run, self.lease_seconds, only=only, is_starting=lease.is_starting
        )
        return Leases([], may_come)

    def _store_items(
        self, connection: sa.Connection, writes: Sequence[Write], results: dict[int, Any]
    ) -> None:
        items = _items(writes)
        stored = iter(
            store_articles(
                connection,
                [item for item in items if isinstance(item, Article)],
                with_stories=self.with_stories,
                ages=self.ages,
            )
        )
        see_unchanged(connection, [item for item in items if isinstance(item, Unchanged)])
        failed = iter(
            store_failures(connection, [item for item in items if isinstance(item, Failure)])
        )
        store_days(connection, [item for item in items if isinstance(item, ArchiveDay)])
        store_totals(connection, [item for item in items if isinstance(item, Total)])

        def outcome(item: Item) -> Outcome:
            if isinstance(item, Article):
                return next(stored)
            if isinstance(item, Failure):
                return next(failed)
            if isinstance(item, Unchanged):
                return Outcome.UNCHANGED
            return Outcome.DAY if isinstance(item, ArchiveDay) else Outcome.TOTAL

        for position, write in enumerate(writes):
            if isinstance(write, Finish):
                results[position] = [outcome(item) for item in write.items]
            elif isinstance(write, Item):
                results[position] = outcome(write)


def _items(writes: Sequence[Write]) -> list[Item]:
    """All items that are to be stored, in their order."""
    items: list[Item] = []
    for write in writes:
        if isinstance(write, Finish):
            items += write.items
        elif isinstance(write, Item):
            items.append(write)
    return items


def _jsonable(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as JSON has them; moments and other objects as text."""
    result: dict[str, Any] = json.loads(json.dumps(dict(values), default=str, ensure_ascii=False))
    return result
