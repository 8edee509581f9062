"""The full-text index on SQLite: the FTS5 table ``articles_fts``.

``rowid`` is the article's ``id``. Its content is the table ``articles`` (external content), so that
tools like Datasette find the texts. But these are the texts as written, so FTS5's own ``rebuild``
must not be used; ours is :mod:`newscrawl.database.search.build`. A row is removed by what was
indexed, which is computed again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

import sqlalchemy as sa

from newscrawl.database.schema import articles, data_steps
from newscrawl.database.search.names import FILL, REBUILD
from newscrawl.search import Query, Term
from newscrawl.search.columns import COLUMNS

TABLE: Final = "articles_fts"
#: FTS5 keeps what BM25 needs in the index itself: any number of articles is ranked.
RANKED: Final = None

#: While the index is rebuilt: the new table, and after that the former one.
SECOND: Final = "articles_fts_new"
FORMER: Final = "articles_fts_old"
#: Rows of FTS5's own table of the former index, of about 4 kB each, for an article of a batch.
_PARTS: Final = 5
#: Pages of the index, of about 4 kB each, that are written in one step of a merge.
_PAGES: Final = 500

_NAMES: Final = ", ".join(COLUMNS)
_VALUES: Final = ", ".join(f":{name}" for name in COLUMNS)
_STEPS: Final = sa.select(data_steps.c.name, data_steps.c.position)
_AMONG: Final = (
    f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH ? "
    "AND rowid IN (SELECT value FROM json_each(?)) ORDER BY rowid"
)


def create(connection: sa.Connection, table: str = TABLE) -> None:
    """Create the index, empty."""
    connection.exec_driver_sql(
        f"CREATE VIRTUAL TABLE {table} USING fts5({_NAMES}, content='articles', "
        "content_rowid='id', tokenize='unicode61 remove_diacritics 2')"
    )
    # Each transaction of the writer adds a segment: merge them less often than by default (4).
    connection.exec_driver_sql(f"INSERT INTO {table} ({table}, rank) VALUES ('automerge', 8)")


def exists(connection: sa.Connection) -> bool:
    """Whether there is an index."""
    return sa.inspect(connection).has_table(TABLE)


def is_empty(connection: sa.Connection) -> bool:
    """Whether the index has no article."""
    query = f"SELECT id FROM {TABLE}_docsize LIMIT 1"
    return connection.exec_driver_sql(query).first() is None


def insert(connection: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Index rows of an ``id`` and the indexed form of each column."""
    for table, end in _tables(connection):
        _execute(connection, _insert(table), rows, end)


def delete(connection: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Remove rows, given as they were indexed."""
    for table, end in _tables(connection):
        _execute(connection, _delete(table), rows, end)


# -- filling and rebuilding --------------------------------------------------------------


def fill(
    connection: sa.Connection, rows: Sequence[Mapping[str, Any]], after: int, until: int | None
) -> None:
    """Index rows in the first table."""
    _execute(connection, _insert(TABLE), rows)


def fill_second(
    connection: sa.Connection, rows: Sequence[Mapping[str, Any]], after: int, until: int | None
) -> None:
    """Index rows in the second table."""
    _execute(connection, _insert(SECOND), rows)


def create_second(connection: sa.Connection) -> None:
    """Create the second table, empty."""
    for table in (SECOND, FORMER):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table}")
    create(connection, SECOND)


def replace(connection: sa.Connection) -> bool:
    """Put the second table in the place of the first; whether a former one is left to delete."""
    connection.exec_driver_sql(f"ALTER TABLE {TABLE} RENAME TO {FORMER}")
    connection.exec_driver_sql(f"ALTER TABLE {SECOND} RENAME TO {TABLE}")
    return True


def delete_part(connection: sa.Connection, size: int) -> bool:
    """Delete a part of the former index; whether there is more.

    Dropping it at once would hold the lock for long.
    """
    if not sa.inspect(connection).has_table(FORMER):
        return False
    # 1 and 10 are FTS5's records of the whole, without which it cannot be opened.
    deleted = connection.exec_driver_sql(
        f"DELETE FROM {FORMER}_data WHERE id IN "
        f"(SELECT id FROM {FORMER}_data WHERE id > 10 LIMIT {size * _PARTS})"
    )
    if deleted.rowcount:
        return True
    connection.exec_driver_sql(f"DROP TABLE {FORMER}")
    return False


def merge_part(connection: sa.Connection, position: int) -> bool:
    """Merge a part of the index into one; whether there is more.

    FTS5 only notes that a row was removed: its words stay in the index until they are merged with
    the note, which may take years.

    Args:
        position: how many parts were merged before.
    """
    driver = connection.connection.driver_connection
    assert driver is not None
    before = driver.total_changes
    for table, _ in _tables(connection):
        # The first time, with a negative number, everything is put up for merging.
        pages = _PAGES if position else -_PAGES
        connection.exec_driver_sql(f"INSERT INTO {table} ({table}, rank) VALUES ('merge', {pages})")
    # Fewer than two changes mean that there was nothing to do, says SQLite's documentation.
    return position == 0 or bool(driver.total_changes - before >= 2 * len(_tables(connection)))


def _tables(connection: sa.Connection) -> list[tuple[str, int | None]]:
    """The tables to keep up, each with the last ``id`` that it has; ``None`` for all."""
    positions = {row.name: row.position for row in connection.execute(_STEPS)}
    if FILL in positions:
        return [(TABLE, positions[FILL])]
    if REBUILD in positions:
        return [(TABLE, None), (SECOND, positions[REBUILD])]
    return [(TABLE, None)]


def _execute(
    connection: sa.Connection,
    statement: sa.TextClause,
    rows: Sequence[Mapping[str, Any]],
    end: int | None = None,
) -> None:
    values = [row for row in rows if end is None or row["id"] <= end]
    if values:
        connection.execute(statement, values)


@cache
def _insert(table: str) -> sa.TextClause:
    return sa.text(f"INSERT INTO {table} (rowid, {_NAMES}) VALUES (:id, {_VALUES})")


@cache
def _delete(table: str) -> sa.TextClause:
    return sa.text(
        f"INSERT INTO {table} ({table}, rowid, {_NAMES}) VALUES ('delete', :id, {_VALUES})"
    )


# -- queries -----------------------------------------------------------------------------


def prefer_index(connection: sa.Connection) -> None:
    """Nothing to do: words are found by the index alone."""


def matching(query: Query) -> sa.ColumnElement[bool]:
    """See :func:`newscrawl.database.search.matching`."""
    found = sa.text(f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH :expression")
    ids = found.bindparams(expression=fts5_expression(query)).columns(sa.column("rowid"))
    return articles.c.id.in_(ids)


def matching_among(
    connection: sa.Connection, wanted: Sequence[tuple[Query, Sequence[int]]]
) -> list[list[int]]:
    """See :func:`newscrawl.database.search.matching_among`. FTS5 looks each article up."""
    found = []
    for query, ids in wanted:
        values = fts5_expression(query), json.dumps(list(ids))
        found.append([row[0] for row in connection.exec_driver_sql(_AMONG, values)])
    return found


def ranked(query: Query) -> sa.Subquery:
    """See :func:`newscrawl.database.search.ranked`; the score is BM25."""
    weights = ", ".join(f"{weight:.1f}" for weight in COLUMNS.values())
    found = sa.text(
        f"SELECT rowid AS id, bm25({TABLE}, {weights}) AS score, rowid NOT IN "
        f"(SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH :written) AS is_other "
        f"FROM {TABLE} WHERE {TABLE} MATCH :expression"
    ).bindparams(expression=fts5_expression(query), written=fts5_expression(query.as_written))
    return found.columns(
        sa.column("id", sa.Integer), sa.column("score", sa.Float), sa.column("is_other", sa.Boolean)
    ).subquery("hits")


def fts5_expression(query: Query) -> str:
    """A query in the language of FTS5, for ``articles_fts MATCH …``.

    >>> from newscrawl.search import parse
    >>> fts5_expression(parse('"تن سنت" OR ویچ* title:"نو" -"می"'))
    '(("تن سنت" OR "تنسنت" OR "ویچ" *) AND {title} : "نو") NOT "می"'
    """
    wanted = " AND ".join(map(_any_of, query.groups))
    if len(query.groups) > 1:
        wanted = f"({wanted})"
    return "".join([wanted, *(f" NOT {_any_of((term,))}" for term in query.excluded)])


def _any_of(group: Sequence[Term]) -> str:
    ways = [expression for term in group for expression in _ways(term)]
    return ways[0] if len(ways) == 1 else f"({' OR '.join(ways)})"


def _ways(term: Term) -> list[str]:
    column = f"{{{term.field}}} : " if term.field else ""
    star = " *" if term.is_prefix else ""
    return [f'{column}"{" ".join(way)}"{star}' for way in term.all_ways]
