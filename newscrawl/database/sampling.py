"""A sample of the articles of a selection: by chance, but the same every time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from newscrawl.database.schema import articles
from newscrawl.database.selection import BATCH

Conditions = Sequence[sa.ColumnElement[bool]]
_PRIME: Final = 2**31 - 1


def _mixed() -> tuple[sa.ColumnElement[int], ...]:
    """An order by chance. Both databases compute it alike, in 64 bits."""
    spread = sa.cast(articles.c.id, sa.BigInteger) % _PRIME * 48271 % _PRIME
    return spread * spread % _PRIME, articles.c.id


def count_by_site(connection: sa.Connection, conditions: Conditions) -> dict[str, int]:
    """Site → how many articles meet the conditions."""
    query = sa.select(articles.c.site, sa.func.count()).where(*conditions).group_by(articles.c.site)
    return {row[0]: row[1] for row in connection.execute(query)}


def sample(connection: sa.Connection, conditions: Conditions, size: int | None) -> list[int]:
    """The ``id`` of articles that meet the conditions, in their order.

    Args:
        size: how many; ``None`` for all.
    """
    query = sa.select(articles.c.id).where(*conditions)
    if size is not None:
        query = query.order_by(*_mixed()).limit(size)
    return sorted(connection.scalars(query))


def sample_of_sites(
    connection: sa.Connection, conditions: Conditions, sizes: Mapping[str, int]
) -> list[int]:
    """The same of some sites.

    Args:
        sizes: site → how many of it.
    """
    if not sizes:
        return []
    of_sites = articles.c.site.in_(list(sizes))
    place = sa.func.row_number().over(partition_by=articles.c.site, order_by=_mixed())
    placed = (
        sa.select(articles.c.id, articles.c.site, place.label("place"))
        .where(*conditions, of_sites)
        .subquery("placed")
    )
    most = sa.values(sa.column("site", sa.Text), sa.column("most", sa.BigInteger), name="most")
    most = most.data(list(sizes.items()))
    # Beside a CTE, PostgreSQL plans without parallel workers, and then reads all documents of a
    # frequent word; SQLite names the columns of VALUES in no other way.
    wanted = most if connection.dialect.name == "postgresql" else most.cte("sizes")
    query = sa.select(placed.c.id).join_from(
        placed, wanted, (placed.c.site == wanted.c.site) & (placed.c.place <= wanted.c.most)
    )
    return sorted(connection.scalars(query))


def one_of_each_story(connection: sa.Connection, ids: Sequence[int]) -> list[int]:
    """Of articles of one story only the first that was stored.

    Args:
        ids: in their order.
    """
    told: set[int] = set()
    kept = []
    for id, story in read(connection, ids, articles.c.id, articles.c.story_id):
        if story is None or story not in told:
            kept.append(id)
            told.add(story)
    return kept


def read(
    connection: sa.Connection, ids: Sequence[int], *columns: sa.ColumnElement[Any]
) -> Iterator[Any]:
    """Columns of articles by ``id``, a batch in memory at a time, in the order of the ids."""
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        query = sa.select(*columns).where(articles.c.id.in_(batch)).order_by(articles.c.id)
        yield from connection.execute(query)
