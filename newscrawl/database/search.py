"""The full-text index of the articles, an implementation a database.

SQLite has :mod:`newscrawl.database.search_sqlite` (FTS5), PostgreSQL
:mod:`newscrawl.database.search_postgresql` (tsvector). Both index the same words of the same
columns, in the form that :func:`newscrawl.search.indexed` gives them, and know the same queries. A
row is kept up in the transaction that stores the article. A change of what ``indexed`` returns
needs a migration that calls :func:`rebuild`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any, Final

import sqlalchemy as sa

from newscrawl.database import search_postgresql, search_sqlite
from newscrawl.database.schema import articles
from newscrawl.items import Article
from newscrawl.search import Query, indexed
from newscrawl.search.columns import COLUMNS
from newscrawl.search.terms import BREAK

#: How many rows are in memory at a time.
_BATCH: Final = 500
_DATABASES: Final[dict[str, ModuleType]] = {
    "sqlite": search_sqlite,
    "postgresql": search_postgresql,
}


def create(connection: sa.Connection) -> int:
    """Make the index, and index the articles that are stored; returns how many."""
    _of(connection).create(connection)
    count = last = 0
    # By hand and not with yield_per: the cursor would stay open while the table is written.
    query = _texts().order_by(articles.c.id).limit(_BATCH)
    while rows := connection.execute(query.where(articles.c.id > last)).mappings().all():
        _of(connection).insert(connection, [_row(row["id"], dict(row)) for row in rows])
        last = rows[-1]["id"]
        count += len(rows)
    return count


def rebuild(connection: sa.Connection) -> int:
    """Index all articles anew; returns how many."""
    connection.exec_driver_sql("DROP TABLE IF EXISTS articles_fts")
    return create(connection)


def add(connection: sa.Connection, batch: Sequence[tuple[int, Article]]) -> None:
    """Index articles, by their ``id``."""
    add_rows(connection, [vars(article) | {"id": id} for id, article in batch])


def add_rows(connection: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Index rows of the table ``articles``."""
    if rows:
        _of(connection).insert(connection, [_row(row["id"], row) for row in rows])


def remove(connection: sa.Connection, ids: Sequence[int]) -> None:
    """Take articles out of the index, before they change."""
    if ids:
        rows = connection.execute(_texts().where(articles.c.id.in_(ids))).mappings().all()
        _of(connection).delete(connection, [_row(row["id"], dict(row)) for row in rows])


def matching(query: Query, dialect: str) -> sa.ColumnElement[bool]:
    """The condition that an article matches a query."""
    condition: sa.ColumnElement[bool] = _DATABASES[dialect].matching(query)
    return condition


def ranked(query: Query, dialect: str) -> sa.Subquery:
    """The ``id`` of the articles that match a query, with a ``score``: the lower, the better."""
    found: sa.Subquery = _DATABASES[dialect].ranked(query)
    return found


def _of(connection: sa.Connection) -> ModuleType:
    return _DATABASES[connection.dialect.name]


def _texts() -> sa.Select[Any]:
    return sa.select(articles.c.id, *(articles.c[name] for name in COLUMNS))


def _row(id: int, values: Mapping[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = {"id": id}
    for name in COLUMNS:
        value = values[name]
        if isinstance(value, list):
            row[name] = f" {BREAK} ".join(map(indexed, value))
        else:
            row[name] = indexed(value)
    return row
