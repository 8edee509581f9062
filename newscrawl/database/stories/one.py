"""One article of each story, of articles that come one after the other."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from itertools import islice

import sqlalchemy as sa

from newscrawl.database.schema import articles
from newscrawl.database.selection import BATCH, Selection
from newscrawl.database.stories.telling import MOMENT

#: How many are looked at first, so that there is something to show soon; then it is BATCH.
FIRST = 20


def one_of_each(
    connection: sa.Connection, selection: Selection, found: Iterator[tuple[int, float | None]]
) -> Generator[tuple[int, float | None, int], None, None]:
    """The earliest of each story of which there are some in a selection, in the place of the first
    of them, with its score; and how many other articles the story has, selected or not.

    Args:
        found: ``id`` and score of the articles of the selection.
    """
    told: set[int] = set()
    size = FIRST
    while batch := dict(islice(found, size)):
        query = sa.select(articles.c.id, articles.c.story_id).where(articles.c.id.in_(list(batch)))
        story_of = {row.id: row.story_id for row in connection.execute(query)}
        stories = {story for story in story_of.values() if story is not None} - told
        counts = _counts(connection, stories)
        several = {story for story in stories if counts[story] > 1}
        earliest = earliest_of_each(connection, selection, several)
        for id, score in batch.items():
            story = story_of.get(id)
            if story in told:
                continue
            if story is not None and story in several:  # the others cannot come again
                told.add(story)
            yield earliest.get(story, (id, 1))[0], score, counts.get(story, 1) - 1
        size = BATCH


def _counts(connection: sa.Connection, stories: set[int]) -> dict[int | None, int]:
    query = (
        sa.select(articles.c.story_id, sa.func.count())
        .where(articles.c.story_id.in_(stories))
        .group_by(articles.c.story_id)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def earliest_of_each(
    connection: sa.Connection, selection: Selection, stories: set[int]
) -> dict[int | None, tuple[int, int]]:
    """Story → the ``id`` of its earliest article in a selection, and how many it has there."""
    if not stories:
        return {}
    query = (
        sa.select(articles.c.story_id, articles.c.id)
        .where(articles.c.story_id.in_(stories), *selection.conditions(connection.dialect.name))
        .order_by(MOMENT.desc(), articles.c.id.desc())
    )
    found: dict[int | None, tuple[int, int]] = {}
    for row in connection.execute(query):
        found[row.story_id] = (row.id, found.get(row.story_id, (0, 0))[1] + 1)
    return found
