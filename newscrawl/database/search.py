"""The full-text index of the articles, one implementation a database.

SQLite's is the FTS5 table ``articles_fts``: ``rowid`` is the article's ``id``, its columns are
:data:`COLUMNS` in the form that :func:`newscrawl.search.indexed` gives them. The articles' own
table stands behind it (external content), so that tools like Datasette see what it indexes; but
that holds the texts as written, so FTS5's own ``rebuild`` must not be used: :func:`rebuild` is
ours. A row is removed by what was indexed, which is computed again: a change of what ``indexed``
returns needs a migration that calls :func:`rebuild`.

Where a database has no implementation, nothing is indexed and a search is refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from newscrawl.database.schema import articles
from newscrawl.items import Article
from newscrawl.search import Query, Term, indexed
from newscrawl.search.terms import BREAK

#: Indexed columns of an article, and how much more a word weighs there than in the body.
COLUMNS: Final = {"title": 8, "kicker": 4, "lead": 4, "body": 1, "tags": 6, "author": 2}
TABLE: Final = "articles_fts"
#: How many rows are in memory at a time.
_BATCH: Final = 500

_NAMES: Final = ", ".join(COLUMNS)
_VALUES: Final = ", ".join(f":{name}" for name in COLUMNS)
_CREATE: Final = f"""
    CREATE VIRTUAL TABLE {TABLE} USING fts5(
        {_NAMES}, content="articles", content_rowid="id", tokenize="unicode61 remove_diacritics 2"
    )
"""
_INSERT: Final = sa.text(f"INSERT INTO {TABLE} (rowid, {_NAMES}) VALUES (:id, {_VALUES})")
_DELETE: Final = sa.text(
    f"INSERT INTO {TABLE} ({TABLE}, rowid, {_NAMES}) VALUES ('delete', :id, {_VALUES})"
)


def has_index(connection: sa.Connection) -> bool:
    """Whether there is an implementation for the database."""
    return connection.dialect.name == "sqlite"


def create(connection: sa.Connection) -> int:
    """Make the index, and index the articles that are stored; returns how many."""
    if not has_index(connection):
        return 0
    connection.exec_driver_sql(_CREATE)
    # Each transaction of the writer adds a segment: merge them less often than by default (4).
    connection.exec_driver_sql(f"INSERT INTO {TABLE} ({TABLE}, rank) VALUES ('automerge', 8)")
    return _fill(connection)


def rebuild(connection: sa.Connection) -> int:
    """Index all articles anew; returns how many.

    Raises:
        NotImplementedError: if there is no implementation for the database.
    """
    _require(connection.dialect.name)
    connection.exec_driver_sql(f"DROP TABLE IF EXISTS {TABLE}")
    return create(connection)


def add(connection: sa.Connection, batch: Sequence[tuple[int, Article]]) -> None:
    """Index articles, by their ``id``."""
    if batch and has_index(connection):
        rows = [_row(id, vars(article)) for id, article in batch]
        connection.execute(_INSERT, rows)


def remove(connection: sa.Connection, id: int) -> None:
    """Take an article out of the index, before it changes."""
    if has_index(connection):
        row = connection.execute(_texts().where(articles.c.id == id)).mappings().one()
        connection.execute(_DELETE, _row(id, dict(row)))


def matching(query: Query, dialect: str) -> sa.ColumnElement[bool]:
    """The condition that an article matches a query.

    Raises:
        NotImplementedError: if there is no implementation for the database.
    """
    _require(dialect)
    found = sa.text(f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH :expression")
    ids = found.bindparams(expression=fts5_expression(query)).columns(sa.column("rowid"))
    return articles.c.id.in_(ids)


def ranked(query: Query, dialect: str) -> sa.Subquery:
    """The ``id`` of the articles that match a query, with a ``score``: the lower, the better.

    Raises:
        NotImplementedError: if there is no implementation for the database.
    """
    _require(dialect)
    weights = ", ".join(f"{weight:.1f}" for weight in COLUMNS.values())
    found = sa.text(
        f"SELECT rowid AS id, bm25({TABLE}, {weights}) AS score FROM {TABLE} "
        f"WHERE {TABLE} MATCH :expression"
    ).bindparams(expression=fts5_expression(query))
    return found.columns(sa.column("id", sa.Integer), sa.column("score", sa.Float)).subquery("hits")


def fts5_expression(query: Query) -> str:
    """A query in the language of FTS5, for ``articles_fts MATCH …``.

    >>> from newscrawl.search import parse
    >>> fts5_expression(parse('می‌شود -"تن سنت" ویچ*'))
    '(("می شود" OR "میشود") AND "ویچ" *) NOT ("تن سنت" OR "تنسنت")'
    """
    wanted = " AND ".join(map(_fts5_term, query.terms))
    if len(query.terms) > 1:
        wanted = f"({wanted})"
    return "".join([wanted, *(f" NOT {_fts5_term(term)}" for term in query.excluded)])


def _fts5_term(term: Term) -> str:
    star = " *" if term.is_prefix else ""
    ways = [f'"{" ".join(way)}"{star}' for way in term.ways]
    return ways[0] if len(ways) == 1 else f"({' OR '.join(ways)})"


def _require(dialect: str) -> None:
    if dialect != "sqlite":
        raise NotImplementedError(f"there is no full-text search on {dialect} yet")


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


def _fill(connection: sa.Connection) -> int:
    count = last = 0
    # By hand and not with yield_per: the cursor would stay open while the table is written.
    query = _texts().order_by(articles.c.id).limit(_BATCH)
    while rows := connection.execute(query.where(articles.c.id > last)).mappings().all():
        connection.execute(_INSERT, [_row(row["id"], dict(row)) for row in rows])
        last = rows[-1]["id"]
        count += len(rows)
    return count
