"""The table ``schedule``, in SQL: when sites are to be crawled, and which worker is at it.

A site may have several entries, each with a name. Every function works in the transaction of its
connection. A worker takes an entry until a moment that it puts off for as long as it lives; then
the entry is anybody's. Nobody takes another entry of the site meanwhile.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any, TypeAlias

import sqlalchemy as sa

from newscrawl.database import clocks, due
from newscrawl.database.dialect import clock, insert, try_lock_sites
from newscrawl.database.schema import schedule

#: Pause before a site that is being crawled by something else is tried again.
BUSY_PAUSE = timedelta(minutes=1)
#: The name of an entry that was given none.
NAME = "crawl"
#: What identifies an entry: its site and its name.
Key: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """How and when a site is crawled, and how that went."""

    site: str
    #: Of the entry among those of its site.
    name: str
    #: Spider arguments.
    arguments: dict[str, str]
    #: Seconds from the start of a crawl to the start of the next; whole days if there is a
    #: time of the day.
    every: int
    #: ``HH:MM`` in Tehran.
    time_of_day: str | None
    #: It was added with all sites, and not for this one.
    is_of_all: bool
    due_at: datetime
    taken_by: str | None
    #: Until then it is the worker's; without a worker, nobody's.
    taken_until: datetime | None
    #: Crawls that failed since the last good one, and how the last of them did.
    failures: int
    problem: str | None
    started_at: datetime | None
    finished_at: datetime | None

    @property
    def key(self) -> Key:
        return self.site, self.name

    @property
    def label(self) -> str:
        """For people: the site, and the name where one was given."""
        return self.site if self.name == NAME else f"{self.site} ({self.name})"

    @property
    def interval(self) -> timedelta:
        return timedelta(seconds=self.every)

    @property
    def place_of(self) -> str | None:
        """The site by whose name it has its place in the interval."""
        return self.site if self.is_of_all else None


_COLUMNS = [schedule.c[field.name] for field in fields(Entry)]
_KEY = sa.tuple_(schedule.c.site, schedule.c.name)


def add(
    connection: sa.Connection,
    sites: Collection[str],
    every: int,
    arguments: Mapping[str, str],
    *,
    name: str = NAME,
    time_of_day: str | None = None,
) -> None:
    """Give sites an entry of their own; what was known of one of this name is forgotten.

    It is due now, or at its time of the day.
    """
    due_at = due.first_due(clock(connection), timedelta(seconds=every), time_of_day)
    how = {"every": every, "arguments": dict(arguments), "time_of_day": time_of_day}
    for site in sorted(sites):
        _put(connection, (site, name), how | {"is_of_all": False, "due_at": due_at})


def add_to_all(
    connection: sa.Connection,
    sites: Collection[str],
    every: int,
    arguments: Mapping[str, str],
    *,
    name: str = NAME,
    time_of_day: str | None = None,
    replace: bool = False,
) -> list[str]:
    """Give all these sites the same entry, due at places that are spread over the interval.

    An entry that is the same already stays as it is, with what is known of it.

    Args:
        replace: also change entries that sites have of their own.

    Returns:
        The sites whose own entry of this name was left alone.
    """
    now = clock(connection)
    how = {"every": every, "arguments": dict(arguments), "time_of_day": time_of_day}
    known = {entry.site: entry for entry in entries(connection, name)}
    left = []
    for site in sorted(sites):
        entry = known.get(site)
        if entry is not None and not entry.is_of_all and not replace:
            left.append(site)
        elif entry is None or not entry.is_of_all or any(getattr(entry, c) != how[c] for c in how):
            due_at = due.first_due(now, timedelta(seconds=every), time_of_day, place_of=site)
            _put(connection, (site, name), how | {"is_of_all": True, "due_at": due_at})
    return left


def _put(connection: sa.Connection, key: Key, values: Mapping[str, Any]) -> None:
    values = {**values, "failures": 0, "problem": None}
    statement = insert(connection.dialect.name, schedule).values(site=key[0], name=key[1], **values)
    connection.execute(
        statement.on_conflict_do_update(index_elements=["site", "name"], set_=dict(values))
    )


def remove(
    connection: sa.Connection,
    sites: Collection[str] | None,
    name: str | None = None,
    *,
    is_of_all: bool | None = None,
) -> list[Key]:
    """Take entries from the schedule; returns which. Crawls under way go on.

    Args:
        sites: only entries of these.
        name: only entries with this name.
        is_of_all: only those that were added with all sites, or only the sites' own.
    """
    statement = schedule.delete().where(_named(name))
    if sites is not None:
        statement = statement.where(schedule.c.site.in_(sites))
    if is_of_all is not None:
        statement = statement.where(schedule.c.is_of_all.is_(is_of_all))
    removed = connection.execute(statement.returning(schedule.c.site, schedule.c.name))
    return sorted((site, name) for site, name in removed)


def entries(connection: sa.Connection, name: str | None = None) -> list[Entry]:
    """The whole schedule, or all entries with a name, by site."""
    query = sa.select(*_COLUMNS).where(_named(name))
    rows = connection.execute(query.order_by(schedule.c.site, schedule.c.name))
    return [Entry(*row) for row in rows]


def missing(connection: sa.Connection, sites: Sequence[str], name: str | None = None) -> list[str]:
    """Which of these sites have no entry, or none with a name."""
    known = set(connection.scalars(sa.select(schedule.c.site).where(_named(name))))
    return [site for site in sites if site not in known]


def take(
    connection: sa.Connection,
    worker: str,
    count: int,
    seconds: float,
    *,
    due_at: datetime | None = None,
    only: Collection[str] | None = None,
    without: Collection[str] = (),
) -> list[Entry]:
    """Take entries that are due, one a site, of sites that nobody has: see :func:`due.deadline`.

    Args:
        seconds: how long they are the worker's unless it holds them longer.
        due_at: those that were due then; by default now.
        only: if given, of none but these sites.
        without: not of these sites.
    """
    now = clock(connection)
    _mend(connection, now)
    is_waiting = (schedule.c.due_at <= (due_at or now)) & _is_free(now)
    if only is not None:
        is_waiting &= schedule.c.site.in_(only)
    if without:
        is_waiting &= schedule.c.site.not_in(without)
    waiting = order = _one_a_site(connection, is_waiting)
    taken: list[Entry] = []
    while waiting and len(taken) < count:
        # Those that another worker is taking at this moment are left out: then the next ones.
        keys, waiting = waiting[: count - len(taken)], waiting[count - len(taken) :]
        taken += _take(connection, worker, keys, is_waiting, now, seconds)
    return sorted(taken, key=lambda entry: order.index(entry.key))


def _one_a_site(connection: sa.Connection, is_waiting: sa.ColumnElement[bool]) -> list[Key]:
    """The next entry of each site, in their order. Before the others of its site goes one whose
    worker died, because its crawl may live."""
    columns = [schedule.c[name] for name in ("site", "name", "due_at", "every", "taken_by")]
    waiting = []
    for site, name, due_at, every, taken_by in connection.execute(
        sa.select(*columns).where(is_waiting)
    ):
        deadline = due.deadline(due_at, timedelta(seconds=every))
        waiting.append((deadline, site, taken_by is None, name))
    first: dict[str, tuple[bool, str]] = {}
    for _, site, is_new, name in sorted(waiting):
        if site not in first or is_new < first[site][0]:
            first[site] = is_new, name
    return [(site, name) for site, (_, name) in first.items()]


def _take(
    connection: sa.Connection,
    worker: str,
    keys: Sequence[Key],
    is_waiting: sa.ColumnElement[bool],
    now: datetime,
    seconds: float,
) -> list[Entry]:
    """Take these entries, unless somebody else has them or others of their sites by now."""
    sites = try_lock_sites(connection, [site for site, _ in keys], "schedule")
    free = connection.execute(
        sa.select(schedule.c.site, schedule.c.name)
        .where(_KEY.in_(keys), schedule.c.site.in_(sites), is_waiting)
        .with_for_update(skip_locked=True)
    )
    taken = connection.execute(
        schedule.update()
        .where(_KEY.in_([(site, name) for site, name in free]))
        .values(taken_by=worker, taken_until=now + timedelta(seconds=seconds), started_at=now)
        .returning(*_COLUMNS)
    )
    return [Entry(*row) for row in taken]


def hold(connection: sa.Connection, worker: str, keys: Collection[Key], seconds: float) -> None:
    """Keep these entries, of those that a worker has taken."""
    until = clock(connection) + timedelta(seconds=seconds)
    connection.execute(
        schedule.update()
        .where(schedule.c.taken_by == worker, _KEY.in_(list(keys)))
        .values(taken_until=until)
    )


def finish(connection: sa.Connection, worker: str, key: Key, problem: str | None) -> None:
    """A worker's crawl for an entry is over: ``problem`` says what was wrong with it, if anything.

    Nothing happens if the entry was removed meanwhile, or taken over.
    """
    entry = _taken(connection, worker, key)
    if entry is None:
        return
    failures = 0 if problem is None else entry.failures + 1
    now = clock(connection)
    if entry.time_of_day is not None:
        due_at = due.next_day_due(entry.due_at, now, entry.interval, entry.time_of_day)
    else:
        started_at = min(entry.started_at or now, now)
        due_at = due.next_due(started_at, now, entry.interval, failures, entry.place_of)
    _change(
        connection,
        key,
        taken_by=None,
        taken_until=None,
        due_at=due_at,
        failures=failures,
        problem=problem,
        finished_at=now,
    )


def put_back(
    connection: sa.Connection, worker: str, key: Key, pause: timedelta = timedelta()
) -> None:
    """Leave an entry that is due to others, now or, with its whole site, after a pause."""
    if _taken(connection, worker, key) is not None:
        until = clock(connection) + pause if pause else None
        _change(connection, key, taken_by=None, taken_until=until)


def _taken(connection: sa.Connection, worker: str, key: Key) -> Entry | None:
    query = sa.select(*_COLUMNS).where(_is(key), schedule.c.taken_by == worker)
    row = connection.execute(query.with_for_update()).first()
    return Entry(*row) if row is not None else None


def _change(connection: sa.Connection, key: Key, **values: Any) -> None:
    connection.execute(schedule.update().where(_is(key)).values(**values))


def _is(key: Key) -> sa.ColumnElement[bool]:
    return (schedule.c.site == key[0]) & (schedule.c.name == key[1])


def _named(name: str | None) -> sa.ColumnElement[bool]:
    return sa.true() if name is None else schedule.c.name == name


def _is_free(now: datetime) -> sa.ColumnElement[bool]:
    """The condition that nobody has an entry of the site."""
    same = schedule.alias()
    has = sa.select(same.c.name).where(
        same.c.site == schedule.c.site, clocks.held(same.c.taken_until, now)
    )
    return sa.not_(has.exists())


def _mend(connection: sa.Connection, now: datetime) -> None:
    """Make entries due that a clock which was wrong has put off for too long."""
    kind = (schedule.c.every, schedule.c.time_of_day.is_not(None), schedule.c.is_of_all)
    late = [
        (sa.tuple_(*kind) == sa.tuple_(every, has_time_of_day, has_place))
        & (
            schedule.c.due_at
            > due.latest_due(
                now + clocks.SLACK,
                timedelta(seconds=every),
                has_time_of_day=has_time_of_day,
                has_place=has_place,
            )
        )
        for every, has_time_of_day, has_place in connection.execute(sa.select(*kind).distinct())
    ]
    query = sa.select(*_COLUMNS).where(sa.or_(sa.false(), *late)).order_by(*_KEY.clauses)
    mended = [Entry(*row) for row in connection.execute(query)]
    for entry in mended:
        at = entry.time_of_day
        due_at = now if at is None else due.last_day_due(entry.due_at, now, entry.interval, at)
        _change(connection, entry.key, due_at=due_at)
    if mended:
        others = f" and {len(mended) - 1} more are" if len(mended) > 1 else " is"
        them = "they are" if len(mended) > 1 else "it is"
        clocks.warn(
            f"{mended[0].label}{others} scheduled for", mended[0].due_at, f"{them} crawled now"
        )
