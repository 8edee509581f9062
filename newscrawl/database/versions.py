"""Every version of articles that were changed, in SQL."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import sqlalchemy as sa

from newscrawl.database.schema import articles, revisions
from newscrawl.database.selection import BATCH, COLUMNS, Selection, article_of
from newscrawl.items import Article

#: The columns of an :class:`~newscrawl.items.Article` in an earlier version; a story is of today's.
EARLIER = tuple(revisions.c.get(column.name, sa.null()) for column in COLUMNS)


def select_versions(connection: sa.Connection, selection: Selection) -> Iterator[list[Article]]:
    """The versions of each selected article that has more than one, the oldest first and today's
    last; the articles in the order in which they were stored."""
    changed = sa.select(articles.c.id).where(
        articles.c.revision > 1, *selection.conditions(connection.dialect.name)
    )
    ids = list(connection.scalars(changed.order_by(articles.c.id)))
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        earlier = connection.execute(
            sa.select(revisions.c.article_id, *EARLIER)
            .where(revisions.c.article_id.in_(batch))
            .order_by(revisions.c.article_id, revisions.c.revision)
        )
        by_id = {
            id: [article_of(row[1:]) for row in rows]
            for id, rows in groupby(earlier.all(), key=lambda row: row[0])
        }
        today = sa.select(articles.c.id, *COLUMNS).where(articles.c.id.in_(batch))
        for row in connection.execute(today.order_by(articles.c.id)).all():
            yield [*by_id.get(row[0], ()), article_of(row[1:])]
