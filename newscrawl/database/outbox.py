"""The table ``outbox``: what is to be told to people, and to whom.

A message is put there in the transaction that makes it true, and delivered after the commit: told
at least once, and never twice once its delivery is committed. While the other side is away it is
tried again, with a growing distance. Every function works in the transaction of its connection.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta

import sqlalchemy as sa

from newscrawl.database import clocks
from newscrawl.database.dialect import insert
from newscrawl.database.schema import outbox

#: Distance between the first two tries; it doubles up to the longest.
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=6)
#: A message that could not be delivered for so long is given up.
GIVEN_UP_AFTER = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Message:
    """Something to tell."""

    #: The same message is put there once, however often.
    key: str
    #: A name that the one who delivers knows, without secrets.
    destination: str
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Taken:
    """A message that is being delivered."""

    id: int
    destination: str
    title: str
    body: str
    attempts: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Undelivered:
    """How many messages wait or were given up, and why the last of them was not delivered."""

    waiting: int
    given_up: int
    problem: str | None


def destination(url: str) -> str:
    """The name of an Apprise URL, which may hold a password, in the database.

    >>> destination("json://localhost/hook")
    'notify:9aa31328202d'
    """
    return f"notify:{hashlib.sha256(url.encode()).hexdigest()[:12]}"


_TAKEN = [outbox.c[field.name] for field in fields(Taken)]


def put(connection: sa.Connection, messages: Iterable[Message], now: datetime) -> None:
    """Add messages; those that were put there before are left as they are."""
    rows = [
        {**asdict(message), "created_at": now, "due_at": now, "attempts": 0} for message in messages
    ]
    if rows:
        new = insert(connection.dialect.name, outbox)
        connection.execute(new.on_conflict_do_nothing(index_elements=["key"]), rows)


def take(
    connection: sa.Connection,
    destinations: Collection[str],
    now: datetime,
    *,
    limit: int,
    hold_seconds: float,
) -> list[Taken]:
    """Messages to deliver now, the oldest first.

    Args:
        destinations: those that the caller can deliver to.
        hold_seconds: for so long nobody else takes them.
    """
    is_held = sa.func.coalesce(clocks.held(outbox.c.taken_until, now), sa.false())
    latest = now + LONGEST_PAUSE + clocks.SLACK
    late = connection.scalar(
        sa.select(sa.func.max(outbox.c.due_at)).where(
            outbox.c.sent_at.is_(None),
            outbox.c.destination.in_(destinations),
            outbox.c.due_at > latest,
        )
    )
    if late is not None:
        clocks.warn("A message waits until", late, "it is delivered now")
    due = (
        sa.select(outbox.c.id)
        .where(
            outbox.c.sent_at.is_(None),
            (outbox.c.due_at <= now) | (outbox.c.due_at > latest),
            outbox.c.destination.in_(destinations),
            ~is_held,
        )
        .order_by(outbox.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    ids = connection.scalars(due).all()
    taken = connection.execute(
        outbox.update()
        .where(outbox.c.id.in_(ids))
        .values(taken_until=now + timedelta(seconds=hold_seconds))
        .returning(*_TAKEN)
    )
    return sorted((Taken(*row) for row in taken), key=lambda message: message.id)


def delivered(connection: sa.Connection, message: Taken, now: datetime) -> None:
    """A message arrived."""
    _end(connection, message, sent_at=now, due_at=None, problem=None)


def not_delivered(connection: sa.Connection, message: Taken, problem: str, now: datetime) -> None:
    """A message did not arrive: it is due again later, or given up."""
    due_at = now + pause_after(message.attempts)
    is_given_up = due_at - min(message.created_at, now) > GIVEN_UP_AFTER
    _end(connection, message, due_at=None if is_given_up else due_at, problem=problem)


def pause_after(attempts: int) -> timedelta:
    """How long after a try the next one is.

    >>> [str(pause_after(attempts)) for attempts in (0, 1, 5, 20)]
    ['0:01:00', '0:02:00', '0:32:00', '6:00:00']
    """
    return min(FIRST_PAUSE * (1 << min(attempts, 16)), LONGEST_PAUSE)


def undelivered(connection: sa.Connection) -> Undelivered:
    """What did not arrive so far."""
    open_ = outbox.c.sent_at.is_(None)
    waiting, given_up = connection.execute(
        sa.select(sa.func.count(outbox.c.due_at), sa.func.count()).select_from(outbox).where(open_)
    ).one()
    last = sa.select(outbox.c.problem).where(open_, outbox.c.problem.is_not(None))
    problem = connection.scalar(last.order_by(outbox.c.id.desc()).limit(1))
    return Undelivered(waiting, given_up - waiting, problem)


def _end(connection: sa.Connection, message: Taken, **values: object) -> None:
    connection.execute(
        outbox.update()
        .where(outbox.c.id == message.id)
        .values(attempts=message.attempts + 1, taken_until=None, **values)
    )
