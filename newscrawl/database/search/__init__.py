"""The full-text index of the articles, with one implementation for each database.

SQLite has :mod:`newscrawl.database.search.sqlite` (FTS5), PostgreSQL
:mod:`newscrawl.database.search.postgresql` (tsvector). Both index the same words of the same
columns, in the form of :func:`newscrawl.search.indexed`, and answer the same queries. A row is
updated in the transaction that stores the article. If ``indexed`` changes, a migration has to drop
and create the index, and start the step ``FILL`` of :mod:`newscrawl.database.search.build`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any, Final

import sqlalchemy as sa

from newscrawl.database.schema import articles
from newscrawl.database.search import postgresql, sqlite
from newscrawl.items import Article
from newscrawl.search import Query, indexed
from newscrawl.search.columns import COLUMNS
from newscrawl.search.terms import BREAK

_DATABASES: Final[dict[str, ModuleType]] = {
    "sqlite": sqlite,
    "postgresql": postgresql,
}


def create(connection: sa.Connection) -> None:
    """Create the index, empty."""
    database_of(connection).create(connection)


def add(connection: sa.Connection, batch: Sequence[tuple[int, Article]]) -> None:
    """Index articles, by their ``id``."""
    add_rows(connection, [vars(article) | {"id": id} for id, article in batch])


def add_rows(connection: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Index rows of the table ``articles``."""
    if rows:
        database_of(connection).insert(connection, [row_of(row["id"], row) for row in rows])


def remove(connection: sa.Connection, ids: Sequence[int]) -> None:
    """Remove articles from the index. Call it before they change."""
    if ids:
        rows = connection.execute(texts().where(articles.c.id.in_(ids))).mappings().all()
        database_of(connection).delete(connection, [row_of(row["id"], dict(row)) for row in rows])


def matching(query: Query, dialect: str) -> sa.ColumnElement[bool]:
    """The condition that an article matches a query."""
    condition: sa.ColumnElement[bool] = _DATABASES[dialect].matching(query)
    return condition


def matching_among(
    connection: sa.Connection, wanted: Sequence[tuple[Query, Sequence[int]]]
) -> list[list[int]]:
    """Which of a few articles, by their ``id``, match queries: those of each, in their order. Only
    these are looked at, however many others match."""
    found: list[list[int]] = database_of(connection).matching_among(connection, wanted)
    return found


def ranked(query: Query, dialect: str, candidates: sa.Select[Any] | None = None) -> sa.Subquery:
    """The ``id`` of the articles that match a query, with a ``score``: the lower, the better.

    ``is_other``: the words are there only in other forms. Rare forms would have the best scores.

    Args:
        candidates: ids of articles that match, which alone are ranked. A database that ranks any
            number of articles takes none.
    """
    found: sa.Subquery
    if candidates is None:
        found = _DATABASES[dialect].ranked(query)
    else:
        found = _DATABASES[dialect].ranked(query, candidates)
    return found


def most_ranked(dialect: str) -> int | None:
    """How many articles are ranked at most; ``None`` for any number."""
    most: int | None = _DATABASES[dialect].RANKED
    return most


def prefer_index(connection: sa.Connection) -> None:
    """Let the queries that follow in this transaction find words by the index."""
    database_of(connection).prefer_index(connection)


def database_of(connection: sa.Connection) -> ModuleType:
    """The implementation for a database."""
    return _DATABASES[connection.dialect.name]


def texts() -> sa.Select[Any]:
    """Select ``id`` and the indexed columns of articles."""
    return sa.select(articles.c.id, *(articles.c[name] for name in COLUMNS))


def row_of(id: int, values: Mapping[str, Any]) -> dict[str, Any]:
    """The ``id`` of an article, and the indexed form of each column."""
    row: dict[str, Any] = {"id": id}
    for name in COLUMNS:
        value = values[name]
        if isinstance(value, list):
            row[name] = f" {BREAK} ".join(map(indexed, value))
        else:
            row[name] = indexed(value)
    return row
