"""What the crawls of one site, on however many machines, tell each other through the database.

Each crawl sends a heartbeat every few seconds and gets its share of the site's slots. A crawl
without a heartbeat for a while is dead: its leases are returned, and its slots are free.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from newscrawl.database import clocks
from newscrawl.database import frontier as requests
from newscrawl.database.dialect import clock, insert, is_shared
from newscrawl.database.schema import crawls, frontier, paces

#: Longest delay of a site, in seconds.
LONGEST_DELAY = 3600
#: Shortest wait before a crawl asks again for its turn, in seconds.
LEAST_WAIT = 0.001


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """Says that a crawl is alive. Result: its :class:`Allotment`."""

    site: str
    run: int
    #: Seconds without a heartbeat after which a crawl is dead.
    lease_seconds: float
    #: Concurrent requests to the site, of all crawls together.
    limit: int
    #: Slots in use by the crawl.
    held: int
    #: Seconds between two of its requests.
    delay: float
    #: It only waits for requests that other crawls find.
    is_waiting: bool
    #: Return the leases of dead crawls. Not after an outage of the database: other crawls may be
    #: alive and about to send their heartbeats.
    is_reaping: bool = True


@dataclass(frozen=True, slots=True)
class Allotment:
    """What a crawl may do."""

    #: Concurrent requests.
    slots: int
    #: Seconds between two requests of all crawls: the longest delay of the running ones.
    delay: float
    #: There are enough slots for this crawl to have one.
    may_lease: bool


def live(now: datetime, lease_seconds: float) -> sa.ColumnElement[bool]:
    """The condition that a crawl is alive."""
    return crawls.c.finished_at.is_(None) & crawls.c.heartbeat_at.between(
        now - timedelta(seconds=lease_seconds), now + clocks.SLACK
    )


def record(connection: sa.Connection, heartbeat: Heartbeat) -> Allotment:
    """Record a heartbeat, and divide the slots of the site among the crawls that are alive."""
    now = clock(connection)
    others = connection.execute(
        sa.select(crawls.c.run, crawls.c.slots, crawls.c.delay, crawls.c.is_waiting).where(
            crawls.c.spider == heartbeat.site,
            crawls.c.run != heartbeat.run,
            live(now, heartbeat.lease_seconds),
        )
    ).all()
    taken = sum(other.slots or 0 for other in others)
    # Waiting crawls leave their slots to the others.
    runs = sorted([heartbeat.run, *(other.run for other in others if not other.is_waiting)])
    share = heartbeat.limit // len(runs) + (runs.index(heartbeat.run) < heartbeat.limit % len(runs))
    wanted = 0 if heartbeat.is_waiting else share
    slots = max(min(wanted, heartbeat.limit - taken), heartbeat.held)
    connection.execute(
        crawls.update()
        .where(crawls.c.run == heartbeat.run)
        .values(
            heartbeat_at=now, is_waiting=heartbeat.is_waiting, slots=slots, delay=heartbeat.delay
        )
    )
    if heartbeat.is_reaping:
        recover(connection, heartbeat.site, heartbeat.lease_seconds)
    delay = max([heartbeat.delay, *(other.delay or 0.0 for other in others)])
    return Allotment(slots, delay, may_lease=share > 0)


def recover(connection: sa.Connection, site: str, lease_seconds: float) -> int:
    """Return the leases of dead crawls of a site to pending; returns their number.

    On SQLite the caller holds the lock of the site, so all other crawls of it are dead.
    """
    alive: sa.Select[tuple[int]] | None = None
    if is_shared(connection):
        is_live = live(clock(connection), lease_seconds)
        alive = sa.select(crawls.c.run).where(crawls.c.spider == site, is_live)
    return requests.recover(connection, site, alive)


def may_come(
    connection: sa.Connection,
    site: str,
    run: int,
    lease_seconds: float,
    *,
    only: Collection[str] | None,
    is_starting: bool,
) -> bool:
    """Whether other crawls of the site may add requests that this one could lease.

    Args:
        only: if given, only requests with these fingerprints count.
        is_starting: this crawl still makes start requests. It must not wait for others that may be
            starting too.
    """
    if not is_shared(connection):
        return False
    of_others = (frontier.c.state == requests.State.LEASED) & (frontier.c.run != run)
    waiting = frontier.c.state == requests.State.PENDING
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
    """Record whether a crawl only waits for requests that other crawls find."""
    connection.execute(
        crawls.update()
        .where(crawls.c.run == run, crawls.c.is_waiting.is_distinct_from(is_waiting))
        .values(is_waiting=is_waiting)
    )


def refuse_if_crawled(connection: sa.Connection, site: str, lease_seconds: float) -> str | None:
    """Why a site must not be changed now: a crawl of it is alive. ``None`` if none is."""
    if not is_shared(connection):  # SQLite has the lock of the site
        return None
    is_live = live(clock(connection), lease_seconds)
    running = sa.select(crawls.c.run).where(crawls.c.spider == site, is_live).limit(1)
    if connection.scalar(running) is None:
        return None
    return (
        f"another crawl of {site} is running, or was killed less than {lease_seconds:g} seconds ago"
    )


def take_turn(connection: sa.Connection, site: str, delay: float, ticket: int) -> float:
    """Take the turn to make a request to a site, if it is free.

    It is one statement, so on a connection in autocommit mode it is a transaction of its own.

    Args:
        delay: seconds until the turn after this one.
        ticket: a number that identifies the caller. The holder of the turn may take it again; the
            delay then counts from now.

    Returns:
        0 if it was taken, else the seconds to wait before asking again.
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
