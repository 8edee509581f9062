"""Articles that match a query."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

import sqlalchemy as sa

from newscrawl.database import search
from newscrawl.database.schema import articles
from newscrawl.database.selection import BATCH, COLUMNS, NEWEST_FIRST, Selection, article_of
from newscrawl.items import Article


class Order(StrEnum):
    """What comes first."""

    NEWEST = "newest"
    BEST = "best"


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that matches."""

    article: Article
    #: BM25 over the words of the query: the lower, the better. ``None`` where not asked for.
    score: float | None = None


def count(connection: sa.Connection, selection: Selection) -> int:
    """The number of all articles of a selection with a query."""
    conditions = selection.conditions(connection.dialect.name)
    query = sa.select(sa.func.count()).select_from(articles).where(*conditions)
    return connection.scalar(query) or 0


def find(
    connection: sa.Connection, selection: Selection, order: Order, limit: int | None
) -> Iterator[Hit]:
    """The first articles of a selection with a query."""
    assert selection.query is not None
    dialect = connection.dialect.name
    # First the ids alone: sorting whole articles would read all of each that matches.
    if order is Order.BEST:
        filters = replace(selection, query=None).conditions(dialect)
        hits = search.ranked(selection.query, dialect)
        query = sa.select(hits.c.id, hits.c.score).order_by(
            hits.c.is_other, hits.c.score, hits.c.id.desc()
        )
        if filters:
            query = query.join(articles, articles.c.id == hits.c.id).where(*filters)
    else:
        query = (
            sa.select(articles.c.id, sa.null())
            .where(*selection.conditions(dialect))
            .order_by(*NEWEST_FIRST)
            .with_hint(articles, "INDEXED BY ix_articles_id_site_published_at", "sqlite")
        )
    found = connection.execute(query.limit(limit)).all()
    for start in range(0, len(found), BATCH):
        scores = dict(tuple(row) for row in found[start : start + BATCH])
        rows = connection.execute(
            sa.select(articles.c.id, *COLUMNS).where(articles.c.id.in_(list(scores)))
        )
        by_id = {row[0]: article_of(row[1:]) for row in rows}
        for id, score in scores.items():
            yield Hit(by_id[id], score)
