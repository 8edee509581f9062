"""The table ``archive_days``: which days of the sites' own archives were read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import sqlalchemy as sa

from newscrawl.database.dialect import insert
from newscrawl.database.schema import archive_days
from newscrawl.items import ArchiveDay


def store_days(connection: sa.Connection, batch: Sequence[ArchiveDay]) -> None:
    """Store which days of the sites' own archives were read."""
    if batch:
        new = insert(connection.dialect.name, archive_days)
        connection.execute(
            new.on_conflict_do_update(
                index_elements=["site", "day"],
                set_={name: new.excluded[name] for name in ("articles", "pages", "read_at")},
            ),
            [asdict(day) for day in batch],
        )
