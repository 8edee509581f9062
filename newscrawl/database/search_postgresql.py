"""The full-text index on PostgreSQL: the table ``articles_fts`` of a tsvector an article.

The words are ours, and not those of a text search configuration: PostgreSQL's parser takes apart
what looks like an address, and what is a letter depends on the locale of the database.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from newscrawl.database.schema import articles
from newscrawl.search import Query, Term
from newscrawl.search.columns import COLUMNS
from newscrawl.search.terms import BREAK

TABLE: Final = "articles_fts"
#: A word is of one of four classes. Least weight of a column whose words are of it, and what they
#: weigh, from 0 to 1.
CLASSES: Final = {"A": (6, 1.0), "B": (4, 0.5), "C": (2, 0.25), "D": (0, 0.125)}
# What a tsvector can hold: the last position, positions of a word, bytes of a word.
_LAST, _MOST, _LONGEST = 16_383, 255, 2_046
#: Words of different columns and parts are so far apart that no phrase goes across.
_GAP: Final = 10
_TOKEN: Final = re.compile(rf"{BREAK}|[^\W_]+")

_CREATE: Final = f"CREATE TABLE {TABLE} (id BIGINT PRIMARY KEY, document TSVECTOR NOT NULL)"
_INSERT: Final = sa.text(
    f"INSERT INTO {TABLE} (id, document) VALUES (:id, CAST(:document AS tsvector)) "
    "ON CONFLICT (id) DO UPDATE SET document = excluded.document"
)
_DELETE: Final = sa.text(f"DELETE FROM {TABLE} WHERE id = :id")


def create(connection: sa.Connection) -> None:
    """Make the index, empty."""
    connection.exec_driver_sql(_CREATE)
    connection.exec_driver_sql(f"CREATE INDEX ix_{TABLE}_document ON {TABLE} USING gin (document)")


def insert(connection: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Index rows of an ``id`` and the indexed form of each column."""
    values = [{"id": row["id"], "document": document(row)} for row in rows]
    # Ordered, so that writers who meet wait for each other and do not deadlock.
    connection.execute(_INSERT, sorted(values, key=lambda value: value["id"]))


def delete(connection: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Take out rows as they were indexed."""
    if rows:
        connection.execute(_DELETE, [{"id": row["id"]} for row in rows])


def document(row: Mapping[str, str]) -> str:
    """The indexed forms of an article as the text of a tsvector.

    >>> document({**dict.fromkeys(COLUMNS, ""), "title": "ویچت در ایران", "tags": "ایران"})
    "'ویچت':1A 'در':2A 'ایران':3A,44A"
    """
    places: defaultdict[str, list[str]] = defaultdict(list)
    position = 0
    for name in COLUMNS:
        weight = _class_of(COLUMNS[name])
        for token in _TOKEN.findall(row[name].lower()):
            if token == BREAK:
                position += _GAP
                continue
            position += 1
            if len(places[token]) < _MOST:
                places[token].append(f"{min(position, _LAST)}{weight}")
        position += _GAP
    words = (word for word in places if len(word.encode()) <= _LONGEST)
    return " ".join(f"'{word}':{','.join(places[word])}" for word in words)


def matching(query: Query) -> sa.ColumnElement[bool]:
    """See :func:`newscrawl.database.search.matching`."""
    found = sa.text(f"SELECT id FROM {TABLE} WHERE document @@ CAST(:expression AS tsquery)")
    ids = found.bindparams(expression=tsquery(query)).columns(sa.column("id"))
    return articles.c.id.in_(ids)


def ranked(query: Query) -> sa.Subquery:
    """See :func:`newscrawl.database.search.ranked`; the score is the negative of ``ts_rank_cd``."""
    weights = ", ".join(str(CLASSES[name][1]) for name in "DCBA")
    # 1: divided by the logarithm of the article's length.
    found = sa.text(
        f"SELECT id, -ts_rank_cd('{{{weights}}}', document, CAST(:expression AS tsquery), 1) "
        f"AS score FROM {TABLE} WHERE document @@ CAST(:expression AS tsquery)"
    ).bindparams(expression=tsquery(query))
    return found.columns(sa.column("id", sa.Integer), sa.column("score", sa.Float)).subquery("hits")


def tsquery(query: Query) -> str:
    """A query in the language of tsquery.

    >>> from newscrawl.search import parse
    >>> tsquery(parse('می‌شود -"تن سنت" ویچ*'))
    "('می' <-> 'شود' | 'میشود') & 'ویچ':* & !('تن' <-> 'سنت' | 'تنسنت')"
    """
    excluded = (f"!({_term(term)})" for term in query.excluded)
    return " & ".join([*(_grouped(term) for term in query.terms), *excluded])


def _grouped(term: Term) -> str:
    return f"({_term(term)})" if len(term.ways) > 1 else _term(term)


def _term(term: Term) -> str:
    star = ":*" if term.is_prefix else ""
    ways = ([f"'{word}'" for word in way] for way in term.ways)
    return " | ".join(" <-> ".join([*way[:-1], f"{way[-1]}{star}"]) for way in ways)


def _class_of(weight: int) -> str:
    return next(name for name, (least, _) in CLASSES.items() if weight >= least)
