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
from newscrawl.database.schema import frontier
from newscrawl.frontier.unit import Unit

#: An article that failed in this many epochs is not asked for again, however often it is linked.
MAX_ATTEMPTS = 3
#: A request that was under way when this many processes died is given up.
MAX_DEATHS = 50


class State(StrEnum):
    PENDING = "pending"
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
    #: What to restore it from, besides the URL; see :mod:`newscrawl.frontier.serialize`.
    request: str
    #: Fetch the article though it is stored.
    revisit: bool = False


_ROW = [field.name for field in fields(Row) if field.name != "revisit"]


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


# The statements, made once.
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
        attempts=frontier.c.attempts + 1,
        deaths=0,
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
    """Return the leases of crawls that are over to pending; returns how many there were.

    Args:
        alive: the runs of the crawls that are not over; ``None`` for none.
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
    """Make requests pending that are neither known to the frontier nor, as articles, stored.

    A request that was done or failed in an earlier epoch is pending again, an article only a few
    times (``MAX_ATTEMPTS``).
    """
    keys = {row.key for row in rows if row.key is not None and not row.revisit}
    stored = stored_keys(connection, site, keys)
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
        if row.revisit or row.key not in stored
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
    """Take up to ``count`` pending requests, the most important and oldest first.

    Args:
        run: the crawl that takes them.
        only: if given, take none but these fingerprints.
    """
    waiting, values = _WAITING, {"site": site, "count": count}
    if only is not None:
        waiting, values = _WAITING_ONLY, {**values, "only": list(only)}
    ids = connection.scalars(waiting, values).all()
    taken = connection.execute(_TAKE, {"ids": ids, "of_run": run, "now": clock(connection)})
    leased = [Leased(*row) for row in taken]
    return sorted(leased, key=lambda row: (-row.priority, row.id))


def finish(connection: sa.Connection, site: str, units: Iterable[Unit], epoch: int) -> None:
    """Mark the requests of complete units done or failed.

    An article's request is forgotten once the article is stored: that says all there is to say.
    What was leased to another crawl meanwhile is that one's to finish.
    """
    units = list(units)
    stored = stored_keys(connection, site, {u.key for u in units if u.key is not None})
    forgotten = [u.id for u in units if u.key in stored]
    if forgotten:
        connection.execute(_FORGET, {"ids": forgotten})
    values: list[dict[str, Any]] = [
        {
            "row": unit.id,
            "of_run": unit.run,
            "new_state": State.DONE if unit.failure is None else State.FAILED,
            "why": unit.failure,
            "new_etag": unit.etag,
            "new_last_modified": unit.last_modified,
            "of_epoch": epoch,
        }
        for unit in units
        if unit.key not in stored
    ]
    if values:
        connection.execute(_FINISH, values)


def release(connection: sa.Connection, run: int, ids: Collection[int]) -> None:
    """Return requests that a crawl leased to pending, as if they had never been taken."""
    connection.execute(_RELEASE, {"ids": list(ids), "of_run": run})
