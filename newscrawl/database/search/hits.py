"""Articles that match a query."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice
from typing import Any, Final

import sqlalchemy as sa

from newscrawl.database import search
from newscrawl.database.schema import articles
from newscrawl.database.selection import BATCH, COLUMNS, NEWEST_FIRST, Selection, article_of
from newscrawl.database.stories.one import one_of_each
from newscrawl.items import Article

#: How many articles are read first, so that there is something to show soon; then it is BATCH.
FIRST: Final = 20
#: How many ids are read at a time.
IDS: Final = 10_000


class Order(StrEnum):
    """What comes first."""

    NEWEST = "newest"
    BEST = "best"


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that matches."""

    article: Article
    #: How well it matches, by the database's own measure: the lower, the better. ``None`` where it
    #: was not asked for, or not computed (see :func:`find`).
    score: float | None = None
    #: How many other articles of its story there are, where only one of each was asked for.
    others: int = 0


def count(connection: sa.Connection, selection: Selection, *, one_per_story: bool = False) -> int:
    """The number of all articles of a selection with a query, or of their stories."""
    search.prefer_index(connection)
    conditions = selection.conditions(connection.dialect.name)
    query = sa.select(sa.func.count()).select_from(articles).where(*conditions)
    if one_per_story:  # an article of none is one by itself
        story = sa.func.coalesce(articles.c.story_id, -articles.c.id)
        query = sa.select(sa.func.count(story.distinct())).where(*conditions)
    return connection.scalar(query) or 0


def find(
    connection: sa.Connection,
    selection: Selection,
    order: Order,
    limit: int | None,
    *,
    one_per_story: bool = False,
) -> Generator[Hit, None, None]:
    """The first articles of a selection with a query, or all of them; read as they are taken.

    On PostgreSQL only the newest :data:`newscrawl.database.search.postgresql.RANKED` of them are
    ranked for :attr:`Order.BEST`. Those before them in time follow, the newest first and without a
    score.

    Args:
        one_per_story: of the articles of one story that match only the earliest, in the place of
            the one that comes first.
    """
    search.prefer_index(connection)
    if one_per_story:
        scored = _scored(connection, selection, order, None)
        with closing(one_of_each(connection, selection, scored)) as stories:
            yield from islice(_read(connection, stories), limit)
        return
    with closing(_scored(connection, selection, order, limit)) as found:
        yield from _read(connection, ((id, score, 0) for id, score in found))


def _read(
    connection: sa.Connection, found: Iterator[tuple[int, float | None, int]]
) -> Iterator[Hit]:
    """Articles by ``id``, with their score and how many others there are."""
    size = FIRST
    while batch := list(islice(found, size)):
        ids = [id for id, _, _ in batch]
        rows = connection.execute(sa.select(articles.c.id, *COLUMNS).where(articles.c.id.in_(ids)))
        by_id = {row[0]: article_of(row[1:]) for row in rows}
        for id, score, others in batch:
            yield Hit(by_id[id], score, others)
        size = BATCH


def _scored(
    connection: sa.Connection, selection: Selection, order: Order, limit: int | None
) -> Generator[tuple[int, float | None], None, None]:
    """The ``id`` of each, with its score. Sorting whole articles would read all of each."""
    if order is Order.NEWEST:
        yield from _newest(connection, selection, limit)
        return
    most = search.most_ranked(connection.dialect.name)
    if most is None:
        yield from _best(connection, selection, limit)
        return
    ranked = _best(connection, selection, most)
    if limit is not None and limit <= most:
        yield from islice(ranked, limit)
        return
    scores = dict(ranked)
    yield from scores.items()
    if len(scores) == most:
        older = (row for row in _newest(connection, selection, limit) if row[0] not in scores)
        yield from islice(older, None if limit is None else limit - most)


def _newest(
    connection: sa.Connection, selection: Selection, limit: int | None
) -> Generator[tuple[int, None], None, None]:
    query = _newest_of(selection, connection.dialect.name).limit(limit)
    with _streamed(connection, query, limit) as rows:
        yield from ((id, None) for id in rows.scalars())


def _newest_of(selection: Selection, dialect: str) -> sa.Select[Any]:
    return (
        sa.select(articles.c.id)
        .where(*selection.conditions(dialect))
        .order_by(*NEWEST_FIRST)
        .with_hint(articles, "INDEXED BY ix_articles_id_site_published_at", "sqlite")
    )


def _best(
    connection: sa.Connection, selection: Selection, limit: int | None
) -> Generator[tuple[int, float], None, None]:
    assert selection.query is not None
    dialect = connection.dialect.name
    filters = replace(selection, query=None).conditions(dialect)
    most = search.most_ranked(dialect)
    candidates = None if most is None else _newest_of(selection, dialect).limit(most)
    hits = search.ranked(selection.query, dialect, candidates)
    query = sa.select(hits.c.id, hits.c.score).order_by(
        hits.c.is_other, hits.c.score, hits.c.id.desc()
    )
    if filters and candidates is None:
        query = query.join(articles, articles.c.id == hits.c.id).where(*filters)
    with _streamed(connection, query.limit(limit), limit) as rows:
        yield from ((row.id, row.score) for row in rows)


def _streamed(
    connection: sa.Connection, query: sa.Select[Any], limit: int | None
) -> sa.CursorResult[Any]:
    """The rows of a query, all at once if they are few, else as they are taken.

    PostgreSQL plans a stream as if its reader would soon go away, which is slower.
    """
    if limit is not None and limit <= BATCH:
        return connection.execute(query)
    return connection.execute(query.execution_options(yield_per=IDS))
