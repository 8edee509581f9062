"""How far each named export has come."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from newscrawl.database.engine import DatabaseError, open_engine
from newscrawl.database.schema import exports
from newscrawl.database.selection import Position


def last(connection: sa.Connection, name: str) -> sa.RowMapping | None:
    """The last export of a name, ``None`` if there was none."""
    query = sa.select(exports).where(exports.c.name == name)
    return connection.execute(query).mappings().first()


def remember(
    url: str, name: str, selection: Mapping[str, Any], position: Position, articles: int
) -> None:
    """Remember that an export is complete. Call it when its file is in place: an export that was
    killed before is made again, and one that was killed in between gives its articles twice.

    Raises:
        DatabaseError: if the database cannot be written.
    """
    engine = open_engine(url)
    values = {
        "selection": dict(selection),
        "article_id": position.article_id,
        "revision_id": position.revision_id,
        "articles": articles,
        "at": datetime.now(UTC),
    }
    try:
        with engine.begin() as connection:
            # By hand: an upsert is another one in each database.
            found = connection.execute(
                exports.update().where(exports.c.name == name).values(values)
            )
            if not found.rowcount:
                connection.execute(exports.insert().values(name=name, **values))
    except SQLAlchemyError as error:
        reason = " ".join(str(getattr(error, "orig", None) or error).split())
        raise DatabaseError(
            f"the export is written, but not remembered as {name}: cannot write {url}: {reason}"
        ) from error
    finally:
        engine.dispose()
