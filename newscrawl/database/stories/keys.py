"""The tables ``story_keys`` and ``signatures``: found, added and removed in few statements."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from struct import pack, unpack
from typing import Any, Final, TypeAlias

import sqlalchemy as sa

from newscrawl.database.dialect import Among, is_shared
from newscrawl.database.schema import articles, signatures, story_keys
from newscrawl.stories.signature import rules

#: Days of a period.
DAYS: Final = 4
#: What is looked for has a period and a key.
Slot: TypeAlias = tuple[int, int]
#: How many others of a story may be given the keys of an article that is removed.
HEIRS: Final = 20

_DELETE = story_keys.delete().where(
    story_keys.c.period == sa.bindparam("of_period"),
    Among(story_keys.c.key, "of_keys"),
    story_keys.c.article_id == sa.bindparam("of_article"),
)
_SIGNATURES = sa.select(signatures.c.article_id, signatures.c.period, signatures.c.packed_keys)
_FORGET = signatures.delete().where(Among(signatures.c.article_id, "ids"))
_SIGNED = _SIGNATURES.where(Among(signatures.c.article_id, "ids"))
# Slots in one parameter, and each looked up by the primary key.
_FIND = {
    "sqlite": "SELECT k.period, k.key, k.article_id FROM json_each(?) AS slot "
    "CROSS JOIN story_keys AS k ON k.period = slot.value >> 32 "
    "AND k.key = (slot.value & 4294967295) - 2147483648",
    "postgresql": "SELECT period, key, article_id FROM story_keys JOIN unnest("
    "CAST(%s AS integer[]), CAST(%s AS integer[])) AS slot (p, k) ON period = p AND key = k",
}
_ADD = {
    "sqlite": "INSERT OR IGNORE INTO story_keys (period, key, article_id) VALUES (?, ?, ?)",
    # In one order for all: who waits for another's key has no key that the other one waits for.
    "postgresql": "INSERT INTO story_keys (period, key, article_id) SELECT * FROM unnest("
    "CAST(%s AS integer[]), CAST(%s AS integer[]), CAST(%s AS bigint[])) AS new (p, k, a) "
    "ORDER BY p, k ON CONFLICT DO NOTHING",
}


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of an article that is stored."""

    article_id: int
    period: int
    keys: tuple[int, ...]

    @property
    def slots(self) -> set[Slot]:
        return {(self.period, key) for key in self.keys}


def period_of(moment: datetime) -> int:
    """The period of a moment."""
    return _day(moment) // DAYS


def periods_around(moment: datetime) -> tuple[int, int]:
    """Two periods that have the two days before and after a moment, and some more.

    >>> periods_around(datetime(2021, 7, 13)), period_of(datetime(2021, 7, 13))
    ((4704, 4705), 4705)
    """
    day = _day(moment)
    return (day - DAYS // 2) // DAYS, (day + DAYS // 2) // DAYS


def _day(moment: datetime) -> int:
    return moment.date().toordinal() - datetime(1970, 1, 1).toordinal()


def find(connection: sa.Connection, slots: Collection[Slot]) -> dict[Slot, int]:
    """The articles that have slots."""
    statement = _FIND[connection.dialect.name]
    if is_shared(connection):
        values: tuple[Any, ...] = tuple(list(column) for column in zip(*slots, strict=True))
    else:
        values = (json.dumps([period << 32 | key + 2**31 for period, key in slots]),)
    rows = connection.exec_driver_sql(statement, values) if slots else ()
    return {(period, key): article_id for period, key, article_id in rows}


def add(connection: sa.Connection, rows: Sequence[tuple[int, int, int]]) -> int | None:
    """Give slots (period, key) to articles, all but those that another one has; returns how many
    were given, ``None`` where nobody else can have come first."""
    if not rows:
        return 0
    statement = _ADD[connection.dialect.name]
    if is_shared(connection):
        columns = tuple(list(column) for column in zip(*rows, strict=True))
        return connection.exec_driver_sql(statement, columns).rowcount
    connection.exec_driver_sql(statement, list(rows))
    return None


def sign(connection: sa.Connection, signed: Iterable[Keys]) -> None:
    """Remember the keys of articles."""
    rows = [
        {
            "article_id": one.article_id,
            "rules": rules(),
            "period": one.period,
            "packed_keys": pack(f">{len(one.keys)}i", *one.keys),
        }
        for one in signed
    ]
    if rows:
        connection.execute(signatures.insert(), rows)


def remove(connection: sa.Connection, ids: Sequence[int]) -> None:
    """Remove the keys of articles; others of the same story inherit those that they have, too.

    Call it before the articles themselves change.
    """
    removed = [_keys(row) for row in connection.execute(_SIGNED, {"ids": list(ids)})]
    if not removed:
        return
    for one in removed:
        if one.keys:
            values = {"of_period": one.period, "of_keys": one.keys, "of_article": one.article_id}
            connection.execute(_DELETE, values)
    connection.execute(_FORGET, {"ids": [one.article_id for one in removed]})
    add(connection, sorted(_inherited(connection, removed)))


def _inherited(connection: sa.Connection, removed: list[Keys]) -> set[tuple[int, int, int]]:
    """A row for each slot of removed articles that others of their stories have."""
    ids = [one.article_id for one in removed]
    stories = sa.select(articles.c.story_id).where(articles.c.id.in_(ids)).distinct()
    found: dict[Slot, int] = {}
    left = set().union(*(one.slots for one in removed))
    for story in connection.scalars(stories.where(articles.c.story_id.is_not(None))).all():
        others = (
            _SIGNATURES.join(articles, articles.c.id == signatures.c.article_id)
            .where(articles.c.story_id == story, articles.c.id.not_in(ids))
            .order_by(articles.c.id)
            .limit(HEIRS)
        )
        for heir in map(_keys, connection.execute(others)):
            for slot in heir.slots & left:
                found.setdefault(slot, heir.article_id)
    return {(*slot, article_id) for slot, article_id in found.items()}


def _keys(row: sa.Row[Any, Any, Any]) -> Keys:
    article_id, period, packed = row
    return Keys(article_id, period, unpack(f">{len(packed) // 4}i", packed))
