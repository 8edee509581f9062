"""Requests that earlier versions stored with the address of a mirror, in SQL.

The frontier has the site's own addresses. Before migration 0008 it had those of the mirror that was
crawled, where a later crawl of another mirror, or of the site itself, did not find them.
"""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa

from newscrawl.database.schema import data_steps, frontier

#: Rows in memory at a time.
BATCH = 1000
#: Address → the site's own and its fingerprint; ``None`` for an address that is that already.
Rewrite = Callable[[str, "str | None"], "tuple[str, str] | None"]


def step_of(site: str) -> str:
    """The name in ``data_steps`` by which migration 0008 marks a site whose requests may be so."""
    return f"own addresses of {site}"


def bring_over(connection: sa.Connection, site: str, rewrite: Rewrite) -> int:
    """Give the requests of a site its own addresses, if that was not done yet.

    Args:
        rewrite: gets the address of a request, and the key of the article that it is of.

    Returns:
        The number of requests that were changed.
    """
    mark = data_steps.c.name == step_of(site)
    if connection.scalar(sa.select(data_steps.c.name).where(mark)) is None:
        return 0
    rows = sa.select(frontier.c.id, frontier.c.url, frontier.c.key).where(frontier.c.site == site)
    changed = last = 0
    while batch := connection.execute(
        rows.where(frontier.c.id > last).order_by(frontier.c.id).limit(BATCH)
    ).all():
        last = batch[-1].id
        for row in batch:
            if (own := rewrite(row.url, row.key)) is not None:
                _move(connection, site, row.id, *own)
                changed += 1
    connection.execute(data_steps.delete().where(mark))
    return changed


def _move(connection: sa.Connection, site: str, id: int, url: str, fingerprint: str) -> None:
    there = (frontier.c.site == site) & (frontier.c.fingerprint == fingerprint)
    other = connection.scalar(sa.select(frontier.c.id).where(there, frontier.c.id != id))
    if other is not None:  # two mirrors had the same page
        connection.execute(frontier.delete().where(frontier.c.id == other))
    own = {"url": url, "fingerprint": fingerprint}
    connection.execute(frontier.update().where(frontier.c.id == id).values(own))
