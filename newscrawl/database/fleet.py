"""What the crawls of one site, on however many machines, tell each other through the database.

Each says every moment that it lives, and learns how much of the site is its share. A crawl that has
not said so for a while is dead: what it leased is returned, and its slots are free.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from newscrawl.database.dialect import clock, insert, is_shared
from newscrawl.database.schema import crawls, frontier, paces
from newscrawl.frontier import table

#: No site's delay is longer than this, in seconds.
LONGEST_DELAY = 3600
#: Who may not yet make a request asks again in this many seconds or more.
LEAST_WAIT = 0.001


@dataclass(frozen=True, slots=True)
class Beat:
    """A crawl lives. Result: its :class:`Share`."""

    site: str
    run: int
    #: Seconds without a beat after which a crawl is dead.
    lease_seconds: float
    #: Requests to the site at the same time, of all crawls together.
    limit: int
    #: Slots that it cannot give back now.
    held: int
    #: Seconds that it leaves between two requests.
    delay: float
    #: It has nothing to do but to wait for what others find.
    is_waiting: bool
    #: Return what dead crawls leased. Not after an outage: the others may be about to say that they
    #: live.
    is_reaping: bool = True


@dataclass(frozen=True, slots=True)
class Share:
    """What a crawl may do."""

    #: Requests at the same time.
    slots: int
    #: Seconds between two requests of any crawls: the longest delay of those that run.
    delay: float
    #: There are not more crawls than slots.
    may_lease: bool


def live(now: datetime, lease_seconds: float) -> sa.ColumnElement[bool]:
    """The condition that a crawl lives."""
    return crawls.c.finished_at.is_(None) & (
        crawls.c.heartbeat_at >= now - timedelta(seconds=lease_seconds)
    )


def beat(connection: sa.Connection, beat: Beat) -> Share:
    """Say that a crawl lives, and divide the slots of its site among those that do."""
    now = clock(connection)
    others = connection.execute(
        sa.select(crawls.c.run, crawls.c.slots, crawls.c.delay, crawls.c.is_waiting).where(
            crawls.c.spider == beat.site, crawls.c.run != beat.run, live(now, beat.lease_seconds)
        )
    ).all()
    taken = sum(other.slots or 0 for other in others)
    # Crawls that wait leave their slots to the others.
    runs = sorted([beat.run, *(other.run for other in others if not other.is_waiting)])
    share = beat.limit // len(runs) + (runs.index(beat.run) < beat.limit % len(runs))
    wanted = 0 if beat.is_waiting else share
    slots = max(min(wanted, beat.limit - taken), beat.held)
    connection.execute(
        crawls.update()
        .where(crawls.c.run == beat.run)
        .values(heartbeat_at=now, is_waiting=beat.is_waiting, slots=slots, delay=beat.delay)
    )
    if beat.is_reaping:
        recover(connection, beat.site, beat.lease_seconds)
    delay = max([beat.delay, *(other.delay or 0.0 for other in others)])
    return Share(slots, delay, may_lease=share > 0)


def recover(connection: sa.Connection, site: str, lease_seconds: float) -> int:
    """Return the leases of dead crawls of a site to pending; returns how many there were.

    On SQLite the caller holds the lock of the site, so that every other crawl of it is dead.
    """
    alive: sa.Select[tuple[int]] | None = None
    if is_shared(connection):
        is_live = live(clock(connection), lease_seconds)
        alive = sa.select(crawls.c.run).where(crawls.c.spider == site, is_live)
    return table.recover(connection, site, alive)


def may_come(
    connection: sa.Connection,
    site: str,
    run: int,
    lease_seconds: float,
    *,
    only: Collection[str] | None,
    is_starting: bool,
) -> bool:
    """Whether other crawls of the site may make requests pending that this one could take.

    Args:
        only: if given, only requests with these fingerprints count.
        is_starting: this crawl itself has requests to come. It must not wait for others that may be
            in the same case.
    """
    if not is_shared(connection):
        return False
    of_others = (frontier.c.state == table.State.LEASED) & (frontier.c.run != run)
    waiting = frontier.c.state == table.State.PENDING
    known = sa.select(frontier.c.id).where(frontier.c.site == site, waiting | of_others)
    if only is not None:
        known = known.where(frontier.c.fingerprint.in_(only))
    if connection.scalar(sa.select(known.exists())):
        return True
    if is_starting or only is not None:
        return False
    busy = sa.select(crawls.c.run).where(
        crawls.c.spider == site,
        crawls.c.run != run,
        crawls.c.scope.is_not(None),
        crawls.c.is_waiting.is_not(True),
        live(clock(connection), lease_seconds),
    )
    return bool(connection.scalar(sa.select(busy.exists())))


def set_waiting(connection: sa.Connection, run: int, is_waiting: bool) -> None:
    """Say whether a crawl has nothing to do but to wait for what others find."""
    connection.execute(
        crawls.update()
        .where(crawls.c.run == run, crawls.c.is_waiting.is_distinct_from(is_waiting))
        .values(is_waiting=is_waiting)
    )


def refuse_if_crawled(connection: sa.Connection, site: str, lease_seconds: float) -> str | None:
    """Why a site must be left alone: a crawl of it lives; ``None`` if none does."""
    if not is_shared(connection):  # there the lock of the site says so
        return None
    is_live = live(clock(connection), lease_seconds)
    running = sa.select(crawls.c.run).where(crawls.c.spider == site, is_live).limit(1)
    if connection.scalar(running) is None:
        return None
    return (
        f"another crawl of {site} is running, or was killed less than {lease_seconds:g} seconds ago"
    )


def take_turn(connection: sa.Connection, site: str, delay: float, ticket: int) -> float:
    """Take the turn to make a request to a site, if it is anybody's now.

    One statement, so that it is its own transaction on a connection in autocommit.

    Args:
        delay: seconds until the turn after this one.
        ticket: a number of whose own. Who has the turn may take it again: it then counts from now.

    Returns:
        0 if it was taken, else in how many seconds to ask again.
    """
    values = {"site": site, "delay": delay, "ticket": ticket}
    holder, wait = connection.execute(_TAKE_TURN, values).one()
    return 0.0 if holder == ticket else max(float(wait), LEAST_WAIT)


def _taking_turn() -> sa.Executable:
    now = sa.cast(sa.extract("epoch", sa.func.clock_timestamp()), sa.Float(53))
    after = now + sa.bindparam("delay", type_=sa.Float(53))
    ticket: sa.BindParameter[int] = sa.bindparam("ticket", type_=paces.c.ticket.type)
    is_free = (
        (paces.c.next_at <= now)
        | (paces.c.ticket == ticket)
        | (paces.c.next_at > now + LONGEST_DELAY)  # the clock was put back
    )
    statement = insert("postgresql", paces).values(
        site=sa.bindparam("site"), next_at=after, ticket=ticket
    )
    upsert = statement.on_conflict_do_update(
        index_elements=["site"],
        set_={
            "next_at": sa.case((is_free, after), else_=paces.c.next_at),
            "ticket": sa.case((is_free, ticket), else_=paces.c.ticket),
        },
    )
    return upsert.returning(paces.c.ticket, paces.c.next_at - now)


# Made once: it is asked for every request.
_TAKE_TURN = _taking_turn()
