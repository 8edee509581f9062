"""The full-text index on PostgreSQL: the table ``articles_fts`` of a tsvector an article.

The words are ours, and not those of a text search configuration: PostgreSQL's parser takes apart
what looks like an address, and what is a letter depends on the locale of the database.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSQUERY

from newscrawl.database.schema import articles
from newscrawl.search import Query, Term
from newscrawl.search.columns import COLUMNS
from newscrawl.search.pattern import pattern
from newscrawl.search.terms import BREAK

TABLE: Final = "articles_fts"
#: How many articles are ranked. For each, its whole document has to be read.
RANKED: Final = 2000
#: A word is of one of four classes. Least weight of a column whose words are of it, and what they
#: weigh, from 0 to 1.
CLASSES: Final = {"A": (6, 1.0), "B": (4, 0.5), "C": (2, 0.25), "D": (0, 0.125)}
# What a tsvector can hold: the last position, positions of a word, bytes of a word.
_LAST, _MOST, _LONGEST = 16_383, 255, 2_046
#: Words of different columns and parts are so far apart that no phrase goes across.
GAP: Final = 10
_TOKEN: Final = re.compile(rf"{BREAK}|[^\W_]+")
_INDEX: Final = sa.table(TABLE, sa.column("id", sa.Integer), sa.column("document"))
#: The articles as they are written.
_WRITTEN: Final = articles.alias("written")

_CREATE: Final = f"CREATE TABLE {TABLE} (id BIGINT PRIMARY KEY, document TSVECTOR NOT NULL)"
_INSERT: Final = sa.text(
    f"INSERT INTO {TABLE} (id, document) VALUES (:id, CAST(:document AS tsvector)) "
    "ON CONFLICT (id) DO UPDATE SET document = excluded.document "
    f"WHERE {TABLE}.document <> excluded.document"
)
# Rows without an article, in a range of ids.
_DELETE_STRAY: Final = sa.text(
    f"DELETE FROM {TABLE} WHERE id > :after AND id <= :until "
    f"AND NOT EXISTS (SELECT FROM articles WHERE articles.id = {TABLE}.id)"
)
_AMONG: Final = sa.text(
    "SELECT pair.place, pair.id "
    "FROM unnest(CAST(:places AS int[]), CAST(:ids AS bigint[])) AS pair (place, id) "
    f"JOIN {TABLE} ON {TABLE}.id = pair.id "
    f"WHERE {TABLE}.document @@ CAST((CAST(:queries AS text[]))[pair.place + 1] AS tsquery) "
    "ORDER BY pair.place, pair.id"
)
_LAST_ID: Final = 2**63 - 1
_DELETE: Final = sa.text(f"DELETE FROM {TABLE} WHERE id = :id")


def create(connection: sa.Connection) -> None:
    """Create the index, empty."""
    connection.exec_driver_sql(_CREATE)
    connection.exec_driver_sql(f"CREATE INDEX ix_{TABLE}_document ON {TABLE} USING gin (document)")


def exists(connection: sa.Connection) -> bool:
    """Whether there is an index."""
    return sa.inspect(connection).has_table(TABLE)


def is_empty(connection: sa.Connection) -> bool:
    """Whether the index has no article."""
    return connection.exec_driver_sql(f"SELECT id FROM {TABLE} LIMIT 1").first() is None


def insert(connection: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Index rows of an ``id`` and the indexed form of each column."""
    values = [{"id": row["id"], "document": document(row)} for row in rows]
    # Ordered, so that writers who meet wait for each other and do not deadlock.
    connection.execute(_INSERT, sorted(values, key=lambda value: value["id"]))


def delete(connection: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Remove rows, given as they were indexed."""
    if rows:
        connection.execute(_DELETE, [{"id": row["id"]} for row in rows])


def fill(
    connection: sa.Connection, rows: Sequence[Mapping[str, Any]], after: int, until: int | None
) -> None:
    """Index all articles between two ids, in place; ``None`` for the end."""
    if rows:
        insert(connection, rows)
    until = _LAST_ID if until is None else until
    connection.execute(_DELETE_STRAY, {"after": after, "until": until})


#: Only SQLite needs a second table.
fill_second = fill


def create_second(connection: sa.Connection) -> None:
    """Nothing to do: the index is rebuilt in place."""


def replace(connection: sa.Connection) -> bool:
    """Nothing to do: the index is rebuilt in place."""
    return False


def delete_part(connection: sa.Connection, size: int) -> bool:
    """Nothing to do: the index is rebuilt in place."""
    return False


def document(row: Mapping[str, str]) -> str:
    """The indexed forms of an article as the text of a tsvector.

    >>> document({**dict.fromkeys(COLUMNS, ""), "title": "ویچت در ایران", "tags": "ایران"})
    "'ویچت':1A 'در':2A 'ایران':3A,44A"
    """
    places: defaultdict[str, list[str]] = defaultdict(list)
    position = 0
    for name in COLUMNS:
        weight = class_of(COLUMNS[name])
        for token in _TOKEN.findall(row[name].lower()):
            if token == BREAK:
                position += GAP
                continue
            position += 1
            if len(places[token]) < _MOST:
                places[token].append(f"{min(position, _LAST)}{weight}")
        position += GAP
    words = (word for word in places if len(word.encode()) <= _LONGEST)
    return " ".join(f"'{word}':{','.join(places[word])}" for word in words)


def prefer_index(connection: sa.Connection) -> None:
    """Let the transaction find words by the index.

    For a frequent word PostgreSQL would read all documents one by one: that they are long, and kept
    apart from their rows, is not in what it expects that to cost.
    """
    connection.exec_driver_sql("SET LOCAL enable_seqscan = off")


def matching(query: Query) -> sa.ColumnElement[bool]:
    """See :func:`newscrawl.database.search.matching`."""
    return articles.c.id.in_(_found(query, _INDEX.c.id))


def matching_among(
    connection: sa.Connection, wanted: Sequence[tuple[Query, Sequence[int]]]
) -> list[list[int]]:
    """See :func:`newscrawl.database.search.matching_among`."""
    # For a frequent word its whole entry of the index would be read, which only bitmaps do.
    connection.exec_driver_sql("SET LOCAL enable_bitmapscan = off")
    prefer_index(connection)
    found: list[list[int]] = [[] for _ in wanted]
    pairs = []
    for place, (query, ids) in enumerate(wanted):
        if next(_checks(query), None) is not None:
            of_query = _found(query, _INDEX.c.id).where(_INDEX.c.id.in_(ids))
            found[place] = list(connection.scalars(of_query.order_by(_INDEX.c.id)))
        else:
            pairs += [(place, id) for id in ids]
    if pairs:
        values = {
            "places": [place for place, _ in pairs],
            "ids": [id for _, id in pairs],
            "queries": [tsquery(query) for query, _ in wanted],
        }
        for place, id in connection.execute(_AMONG, values):
            found[place].append(id)
    return found


def ranked(query: Query, candidates: sa.Select[Any]) -> sa.Subquery:
    """See :func:`newscrawl.database.search.ranked`; the score is the negative of ``ts_rank_cd``."""
    weights = ", ".join(str(CLASSES[name][1]) for name in "DCBA")
    # 1: divided by the logarithm of the article's length.
    rank = sa.func.ts_rank_cd(
        sa.text(f"'{{{weights}}}'"), _INDEX.c.document, _cast(tsquery(query)), 1, type_=sa.Float
    )
    is_other = sa.not_(_has(tsquery(query.as_written)))
    # Found first, and ranked then: together, all that match would be ranked.
    chosen = candidates.cte("candidates").prefix_with("MATERIALIZED")
    return (
        sa.select(_INDEX.c.id, (-rank).label("score"), is_other.label("is_other"))
        .join_from(chosen, _INDEX, _INDEX.c.id == chosen.c.id)
        .subquery("hits")
    )


def _found(query: Query, *columns: sa.ColumnElement[Any]) -> sa.Select[Any]:
    found = sa.select(*columns).where(_has(tsquery(query)))
    if checks := list(_checks(query)):
        found = found.join_from(_INDEX, _WRITTEN, _WRITTEN.c.id == _INDEX.c.id).where(*checks)
    return found


def _checks(query: Query) -> Iterator[sa.ColumnElement[bool]]:
    """Conditions of terms that are limited to a column: classes of words do not tell them all."""
    for group in query.groups:
        if any(term.field for term in group):
            yield sa.or_(*(_is_written(t) if t.field else _has(_term(t)) for t in group))
    for term in query.excluded:
        if term.field:
            yield sa.not_(_is_written(term))


def _is_written(term: Term) -> sa.ColumnElement[bool]:
    assert term.field is not None
    text = sa.func.coalesce(_WRITTEN.c[term.field], "")
    return text.regexp_match(pattern(term), flags="i")


def _has(expression: str) -> sa.ColumnElement[bool]:
    return _INDEX.c.document.bool_op("@@")(_cast(expression))


def _cast(expression: str) -> sa.ColumnElement[str]:
    return sa.cast(sa.bindparam(None, expression, sa.Text), TSQUERY)


def tsquery(query: Query) -> str:
    """A query in the language of tsquery; of terms that are limited to a column, the class of words
    only, and nothing if they are excluded.

    >>> from newscrawl.search import parse
    >>> tsquery(parse('"تن سنت" OR ویچ* title:"نو" -"می"'))
    "('تن' <-> 'سنت' | 'تنسنت' | 'ویچ':*) & ('نو':A) & !('می')"
    """
    wanted = (f"({' | '.join(map(_term, group))})" for group in query.groups)
    excluded = (f"!({_term(term)})" for term in query.excluded if not term.field)
    return " & ".join([*wanted, *excluded])


def _term(term: Term) -> str:
    of = class_of(COLUMNS[term.field]) if term.field else ""
    end = f":{'*' if term.is_prefix else ''}{of}".rstrip(":")
    inner = f":{of}" if of else ""
    ways = ([f"'{word}'" for word in way] for way in term.all_ways)
    return " | ".join(
        " <-> ".join([*(f"{word}{inner}" for word in way[:-1]), f"{way[-1]}{end}"]) for way in ways
    )


def class_of(weight: int) -> str:
    """The class of the words of a column with this weight."""
    return next(name for name, (least, _) in CLASSES.items() if weight >= least)
