"""The table ``totals``: how many articles a site itself says that it has, and how far they are
read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from functools import cache

import sqlalchemy as sa

from newscrawl.database.dialect import insert
from newscrawl.database.schema import totals
from newscrawl.items import Total


def store_totals(connection: sa.Connection, batch: Sequence[Total]) -> None:
    """Store what sites say, in the order given. What one does not say stays as it was."""
    for one in batch:
        connection.execute(_saying(connection.dialect.name), asdict(one))


@cache
def _saying(dialect: str) -> sa.Insert:
    new = insert(dialect, totals)
    kept = {
        name: sa.func.coalesce(new.excluded[name], totals.c[name]) for name in ("total", "read_to")
    }
    return new.on_conflict_do_update(
        index_elements=["site", "way", "span"], set_={"at": new.excluded.at, **kept}
    )


def read_to(connection: sa.Connection, site: str, way: str, span: str) -> str | None:
    """Where a way of discovery goes on, ``None`` if it begins."""
    query = sa.select(totals.c.read_to).where(
        totals.c.site == site, totals.c.way == way, totals.c.span == span
    )
    found: str | None = connection.scalar(query)
    return found


def totals_of(connection: sa.Connection, site: str | None = None) -> dict[str, dict[str, int]]:
    """What each site says that it has: site → way → number of articles.

    Each sitemap counts its own; an article that stands in two of them counts twice.
    """
    is_whole = (totals.c.span == "") | (totals.c.way == "sitemap")
    query = (
        sa.select(totals.c.site, totals.c.way, sa.func.sum(totals.c.total))
        .where(is_whole, totals.c.total.is_not(None))
        .group_by(totals.c.site, totals.c.way)
    )
    if site is not None:
        query = query.where(totals.c.site == site)
    found: dict[str, dict[str, int]] = {}
    for name, way, total in connection.execute(query.order_by(totals.c.site, totals.c.way)):
        found.setdefault(name, {})[way] = int(total)
    return found
