"""The full-text index on SQLite: the FTS5 table ``articles_fts``.

``rowid`` is the article's ``id``. The articles' own table stands behind it (external content), so
that tools like Datasette see what it indexes; but that holds the texts as written, so FTS5's own
``rebuild`` must not be used: :func:`newscrawl.database.search.rebuild` is ours. A row is removed by
what was indexed, which is computed again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from newscrawl.database.schema import articles
from newscrawl.search import Query, Term
from newscrawl.search.columns import COLUMNS

TABLE: Final = "articles_fts"

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


def create(connection: sa.Connection) -> None:
    """Make the index, empty."""
    connection.exec_driver_sql(_CREATE)
    # Each transaction of the writer adds a segment: merge them less often than by default (4).
    connection.exec_driver_sql(f"INSERT INTO {TABLE} ({TABLE}, rank) VALUES ('automerge', 8)")


def insert(connection: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Index rows of an ``id`` and the indexed form of each column."""
    connection.execute(_INSERT, rows)


def delete(connection: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Take out rows as they were indexed."""
    if rows:
        connection.execute(_DELETE, rows)


def matching(query: Query) -> sa.ColumnElement[bool]:
    """See :func:`newscrawl.database.search.matching`."""
    found = sa.text(f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH :expression")
    ids = found.bindparams(expression=fts5_expression(query)).columns(sa.column("rowid"))
    return articles.c.id.in_(ids)


def ranked(query: Query) -> sa.Subquery:
    """See :func:`newscrawl.database.search.ranked`; the score is BM25."""
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
