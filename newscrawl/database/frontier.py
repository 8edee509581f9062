"""The table ``frontier``, in SQL. Every function works in the transaction of its connection."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from typing import Any

import sqlalchemy as sa

from newscrawl.database.articles import stored_keys
from newscrawl.database.dialect import Among, clock, insert
from newscrawl.database.schema import failures, frontier
from newscrawl.database.tombstones import buried

#: An article that failed in this many epochs is not requested again.
MAX_ATTEMPTS = 3
#: A request that was leased by this many processes that died is given up.
MAX_DEATHS = 50


class State(StrEnum):
    """The state of a request."""

    PENDING = "pending"
    #: As pending, but not before a moment: the site could not answer it.
    WAITING = "waiting"
    LEASED = "leased"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Row:
    """A request to enqueue."""

    fingerprint: str
    url: str
    #: Of an article; see :meth:`newscrawl.cms.Family.key`.
    key: str | None
    priority: int
    #: The rest of the request, serialized; see :mod:`newscrawl.crawling.serialize`.
    request: str
    #: Fetch the article although it is stored.
    revisit: bool = False
    #: Make the request now, also if it waits.
    is_urgent: bool = False


_ROW = [field.name for field in fields(Row) if field.name not in ("revisit", "is_urgent")]


@dataclass(frozen=True, slots=True)
class Leased:
    """A request to fetch."""

    id: int
    url: str
    key: str | None
    priority: int
    request: str
    etag: str | None
    last_modified: str | None


@dataclass(frozen=True, slots=True)
class Wait:
    """How long to wait before a request is made again, in seconds."""

    #: The first time; twice as long each time after that.
    first: float
    #: At least, because the site said so.
    least: float = 0.0


@dataclass(frozen=True, slots=True)
class Finished:
    """A leased request that is finished."""

    id: int
    key: str | None
    #: The crawl that leased it.
    run: int
    #: Why it failed, ``None`` if it did not.
    failure: str | None = None
    #: Headers for conditional requests later.
    etag: str | None = None
    last_modified: str | None = None
    #: Set where the failure passes by itself: that was no attempt, and the request waits.
    wait: Wait | None = None
    #: Further attempts would come to the same.
    is_final: bool = False


# Statements, built once.
_OF_RUN: sa.BindParameter[int | None] = sa.bindparam("of_run", type_=frontier.c.run.type)
_EPOCH: sa.BindParameter[int] = sa.bindparam("of_epoch", type_=frontier.c.epoch.type)
_WAITING = (
    sa.select(frontier.c.id)
    .where(frontier.c.site == sa.bindparam("site"), frontier.c.state == State.PENDING)
    .order_by(frontier.c.priority.desc(), frontier.c.id)
    .limit(sa.bindparam("count"))
    .with_for_update(skip_locked=True)
)
_WAITING_ONLY = _WAITING.where(Among(frontier.c.fingerprint, "only"))
_TAKE = (
    frontier.update()
    .where(Among(frontier.c.id, "ids"))
    .values(state=State.LEASED, run=_OF_RUN, leased_at=sa.bindparam("now"))
    .returning(*(frontier.c[field.name] for field in fields(Leased)))
)
_FORGET = frontier.delete().where(Among(frontier.c.id, "ids"))
_FINISH = (
    frontier.update()
    .where(frontier.c.id == sa.bindparam("row"), frontier.c.run.is_not_distinct_from(_OF_RUN))
    .values(
        state=sa.bindparam("new_state"),
        reason=sa.bindparam("why"),
        etag=sa.bindparam("new_etag"),
        last_modified=sa.bindparam("new_last_modified"),
        attempts=frontier.c.attempts + sa.bindparam("added", type_=frontier.c.attempts.type),
        deaths=0,
        waits=0,
        waiting_since=None,
        run=None,
        epoch=sa.case((frontier.c.epoch > _EPOCH, frontier.c.epoch), else_=_EPOCH),
    )
)
_RELEASE = (
    frontier.update()
    .where(
        Among(frontier.c.id, "ids"),
        frontier.c.state == State.LEASED,
        frontier.c.run == _OF_RUN,
    )
    .values(state=State.PENDING, run=None)
)


def recover(
    connection: sa.Connection, site: str, alive: sa.Select[tuple[int]] | None = None
) -> int:
    """Return the leases of crawls that have ended to pending; returns their number.

    Args:
        alive: the runs of crawls that are still running; ``None`` for none.
    """
    leased = (frontier.c.site == site) & (frontier.c.state == State.LEASED)
    if alive is not None:
        leased &= frontier.c.run.not_in(alive)
    connection.execute(
        frontier.update()
        .where(leased, frontier.c.deaths + 1 >= MAX_DEATHS)
        .values(state=State.FAILED, run=None, reason=f"{MAX_DEATHS} processes died with it")
    )
    returned = connection.execute(
        frontier.update()
        .where(leased)
        .values(state=State.PENDING, run=None, deaths=frontier.c.deaths + 1)
    )
    return returned.rowcount


def enqueue(connection: sa.Connection, site: str, rows: Sequence[Row], epoch: int) -> None:
    """Make requests pending, except those in the frontier already, those of stored articles, and in
    any case those of articles that were taken down.

    A request that was done or failed in an earlier epoch becomes pending again; for an article at
    most ``MAX_ATTEMPTS`` times. One that waits goes on waiting: see
    :mod:`newscrawl.database.waiting`.
    """
    keys = {row.key for row in rows if row.key is not None and not row.revisit}
    stored = stored_keys(connection, site, keys)
    again = {row.key for row in rows if row.key is not None and row.revisit}
    gone = buried(connection, site, again)
    values = [
        {
            **{name: getattr(row, name) for name in _ROW},
            "site": site,
            "state": State.PENDING,
            "epoch": epoch,
            "attempts": 0,
            "deaths": 0,
        }
        for row in rows
        if (row.revisit or row.key not in stored) and row.key not in gone
    ]
    if values:
        connection.execute(_enqueuing(connection.dialect.name), values)


@cache
def _enqueuing(dialect: str) -> sa.Insert:
    new = insert(dialect, frontier)
    return new.on_conflict_do_update(
        index_elements=["site", "fingerprint"],
        set_={
            name: new.excluded[name] for name in ("url", "priority", "request", "state", "epoch")
        },
        where=(frontier.c.epoch < new.excluded.epoch)
        & ((frontier.c.state == State.DONE) | (frontier.c.state == State.FAILED))
        & (frontier.c.key.is_(None) | (frontier.c.attempts < MAX_ATTEMPTS)),
    )


def lease(
    connection: sa.Connection,
    site: str,
    count: int,
    run: int,
    only: Collection[str] | None = None,
) -> list[Leased]:
    """Lease up to ``count`` pending requests, by priority and age.

    Args:
        run: the crawl that leases them.
        only: if given, lease only these fingerprints.
    """
    waiting, values = _WAITING, {"site": site, "count": count}
    if only is not None:
        waiting, values = _WAITING_ONLY, {**values, "only": list(only)}
    ids = connection.scalars(waiting, values).all()
    taken = connection.execute(_TAKE, {"ids": ids, "of_run": run, "now": clock(connection)})
    leased = [Leased(*row) for row in taken]
    return sorted(leased, key=lambda row: (-row.priority, row.id))


def finish(connection: sa.Connection, site: str, finished: Iterable[Finished], epoch: int) -> None:
    """Mark requests done or failed; those that wait are left alone.

    The request of an article is deleted when the article is stored or was taken down. A request
    that is leased to another crawl by now is left to that crawl.
    """
    requests = [one for one in finished if one.wait is None]
    stored = stored_keys(connection, site, {one.key for one in requests if one.key is not None})
    forgotten = [one.id for one in requests if one.key in stored]
    if forgotten:
        connection.execute(_FORGET, {"ids": forgotten})
    values: list[dict[str, Any]] = [
        {
            "row": one.id,
            "of_run": one.run,
            "new_state": State.DONE if one.failure is None else State.FAILED,
            "why": one.failure,
            "new_etag": one.etag,
            "new_last_modified": one.last_modified,
            "of_epoch": epoch,
            "added": MAX_ATTEMPTS if one.is_final else 1,
        }
        for one in requests
        if one.key not in stored
    ]
    if values:
        connection.execute(_FINISH, values)


def release(connection: sa.Connection, run: int, ids: Collection[int]) -> None:
    """Return requests that a crawl leased to pending, as if they had never been leased."""
    connection.execute(_RELEASE, {"ids": list(ids), "of_run": run})


def count_pending(connection: sa.Connection, site: str, most: int) -> int:
    """The number of pending requests of a site; ``most`` if there are more."""
    # A literal: SQLite uses the index of pending requests only where it sees the word.
    pending: sa.ColumnElement[str] = sa.literal_column(f"'{State.PENDING}'")
    some = (
        sa.select(frontier.c.id)
        .where(frontier.c.site == site, frontier.c.state == pending)
        .limit(most)
        .subquery()
    )
    return connection.scalar(sa.select(sa.func.count()).select_from(some)) or 0


# -- by hand: `scrapy frontier` --------------------------------------------------------


def retry(connection: sa.Connection, site: str, key: str | None = None) -> int:
    """Make failed and waiting requests pending, as if they had never been made; returns how many.

    Args:
        key: only the request of this article.
    """
    changed = connection.execute(
        frontier.update()
        .where(*_matching(site, [State.FAILED, State.WAITING], key))
        .values(state=State.PENDING, attempts=0, deaths=0, waits=0, waiting_since=None, reason=None)
    )
    return changed.rowcount


def drop(
    connection: sa.Connection, site: str, states: Collection[State], key: str | None = None
) -> int:
    """Delete requests that are in one of some states; returns how many.

    Args:
        key: only the request of this article.
    """
    # What they came to in ``failures`` does not wait any more.
    dropped = sa.select(frontier.c.key, frontier.c.url).where(*_matching(site, states, key))
    of = dropped.subquery()
    connection.execute(
        failures.update()
        .where(
            failures.c.site == site,
            failures.c.is_waiting,
            failures.c.news_code.in_(sa.select(of.c.key))
            | failures.c.url.in_(sa.select(of.c.key))
            | failures.c.url.in_(sa.select(of.c.url)),
        )
        .values(is_waiting=False)
    )
    return connection.execute(frontier.delete().where(*_matching(site, states, key))).rowcount


def forget(connection: sa.Connection, site: str) -> int:
    """Delete all requests of a site; returns how many."""
    of_site = (failures.c.site == site, failures.c.is_waiting)
    connection.execute(failures.update().where(*of_site).values(is_waiting=False))
    return connection.execute(frontier.delete().where(frontier.c.site == site)).rowcount


def _matching(
    site: str, states: Collection[State], key: str | None
) -> list[sa.ColumnElement[bool]]:
    conditions = [frontier.c.site == site, frontier.c.state.in_(states)]
    return conditions if key is None else [*conditions, frontier.c.key == key]
