"""The table ``tombstones``: articles that were taken down, and are not to come back, in SQL.

They are not asked for, because they count as known wherever links, feeds, codes and the like are
looked up (:func:`newscrawl.database.articles.stored_keys`), and never enter the frontier. And what
comes of one all the same, because a crawl had it under way or an API gave it whole, is not stored:
the writer looks here in the transaction that would store it. Taking down holds the lock of the site
that writers hold, so that nothing is stored between the two.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

import sqlalchemy as sa

from newscrawl.database.dialect import Among
from newscrawl.database.schema import exports, tombstones


@dataclass(frozen=True, slots=True)
class Tombstone:
    """An article that was taken down."""

    id: int
    site: str
    #: One of both may be unknown.
    news_code: str | None
    url: str | None
    #: For people; it leaves the archive in no export.
    why: str
    #: Aware, UTC.
    at: datetime


_COLUMNS = [tombstones.c[field.name] for field in fields(Tombstone)]
# Built once: they run for every page.
_KEYS = tuple(
    sa.select(column).where(tombstones.c.site == sa.bindparam("site"), Among(column, "keys"))
    for column in (tombstones.c.news_code, tombstones.c.url)
)


def buried(connection: sa.Connection, site: str, keys: Collection[str]) -> set[str]:
    """Which keys (see :meth:`newscrawl.cms.Family.key`) or addresses are those of articles that
    were taken down."""
    found: set[str] = set()
    codes = [key for key in keys if ":" not in key]
    urls = [key for key in keys if ":" in key]
    for query, values in zip(_KEYS, (codes, urls), strict=True):
        if values:
            found.update(connection.scalars(query, {"site": site, "keys": values}))
    return found


def bury(
    connection: sa.Connection,
    site: str,
    news_code: str | None,
    url: str | None,
    why: str,
    at: datetime,
) -> bool:
    """Say that an article was taken down; whether that is new. The reason and the moment of the
    first time stay."""
    of = [
        column == value
        for column, value in ((tombstones.c.news_code, news_code), (tombstones.c.url, url))
        if value is not None
    ]
    query = sa.select(*_COLUMNS).where(tombstones.c.site == site, sa.or_(*of))
    known = [Tombstone(*row) for row in connection.execute(query)]
    missing_code = news_code not in (None, *(one.news_code for one in known))
    missing_url = url not in (None, *(one.url for one in known))
    if known and not missing_code and not missing_url:
        return False
    if known:  # what is missing of it: by the other name it would come back
        (first, *_) = known
        values = {"news_code": news_code} if missing_code else {"url": url}
        if getattr(first, next(iter(values))) is None:
            connection.execute(
                tombstones.update().where(tombstones.c.id == first.id).values(**values)
            )
            return False
        news_code, url = (news_code, None) if missing_code else (None, url)
    connection.execute(
        tombstones.insert().values(site=site, news_code=news_code, url=url, why=why, at=at)
    )
    return True


def dig_up(connection: sa.Connection, site: str, keys: Collection[str]) -> list[Tombstone]:
    """Delete the tombstones of some keys: their articles may be fetched again. Returns them."""
    of_keys = tombstones.c.news_code.in_(keys) | tombstones.c.url.in_(keys)
    deleted = connection.execute(
        tombstones.delete().where(tombstones.c.site == site, of_keys).returning(*_COLUMNS)
    )
    found = sorted((Tombstone(*row) for row in deleted), key=lambda one: one.id)
    clamp(connection, exports.c.tombstone_id, tombstones.c.id)
    return found


def clamp(connection: sa.Connection, position: sa.Column[int], of: sa.Column[int]) -> None:
    """Lower positions that are higher than the highest ``id``.

    SQLite gives the highest id again after its row was deleted: whoever had come so far would never
    see the new row.
    """
    highest = sa.select(sa.func.coalesce(sa.func.max(of), 0)).scalar_subquery()
    connection.execute(
        position.table.update().where(position > highest).values({position.name: highest})
    )


def newest(connection: sa.Connection) -> int:
    """The highest ``id``, 0 if there is none."""
    return connection.scalar(sa.select(sa.func.max(tombstones.c.id))) or 0


def listed(connection: sa.Connection, sites: Sequence[str] = (), after: int = 0) -> list[Tombstone]:
    """The articles that were taken down, the first ones first.

    Args:
        sites: only of these; empty for all.
        after: only those with a higher ``id``.
    """
    query = sa.select(*_COLUMNS).where(tombstones.c.id > after).order_by(tombstones.c.id)
    if sites:
        query = query.where(tombstones.c.site.in_(sites))
    return [Tombstone(*row) for row in connection.execute(query)]
