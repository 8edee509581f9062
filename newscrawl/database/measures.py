"""What is measured for Prometheus, all of it at one moment."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from newscrawl.database.fleet import Fleet, fleet
from newscrawl.database.outbox import Undelivered, undelivered
from newscrawl.database.schema import tombstones


@dataclass(frozen=True, slots=True)
class Measures:
    """How all sites are, and what is not delivered."""

    fleet: Fleet
    undelivered: Undelivered
    #: Site → number of its articles that were taken down; sites without any are left out.
    taken_down: dict[str, int]


def measures(connection: sa.Connection) -> Measures:
    """Measure now. It only reads, and no article: see :func:`newscrawl.database.fleet.fleet`."""
    by_site = sa.select(tombstones.c.site, sa.func.count()).group_by(tombstones.c.site)
    taken_down = {row[0]: row[1] for row in connection.execute(by_site)}
    return Measures(fleet(connection), undelivered(connection), taken_down)
