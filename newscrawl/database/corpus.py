"""Reading articles for a corpus: in the order of their ids, from any of them on."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any, Final

import sqlalchemy as sa

from newscrawl.database.dialect import Among
from newscrawl.database.schema import articles
from newscrawl.database.selection import BATCH, COLUMNS, Selection, article_of, position
from newscrawl.database.stories.one import earliest_of_each
from newscrawl.items import Article

_OF_IDS: Final = sa.select(articles.c.id, *COLUMNS).where(Among(articles.c.id, "ids"))


@dataclass(frozen=True, slots=True)
class CorpusDocument:
    """A document of a corpus: an article, or one for all of a story."""

    id: int
    article: Article
    #: How many other articles of its story the selection has; 0 where all of them are documents.
    copies: int = 0


def state_of(connection: sa.Connection, selection: Selection) -> dict[str, Any]:
    """What a corpus of a selection comes of, as JSON has it: two of one state are the same corpus.

    ``articles`` is how many the selection has, and ``fetched_at`` the newest moment of them.
    """
    query = (
        sa.select(
            articles.c.topic,
            sa.func.count().label("articles"),
            # Which articles are one story, and of which topic, changes without another revision.
            sa.func.coalesce(sa.func.sum(articles.c.story_id), 0).label("stories"),
            sa.func.max(articles.c.fetched_at).label("fetched_at"),
        )
        .where(*selection.conditions(connection.dialect.name))
        .group_by(articles.c.topic)
    )
    rows = sorted(connection.execute(query), key=lambda row: row.topic or "")
    newest = max((row.fetched_at for row in rows), default=None)
    return {
        **asdict(position(connection)),
        "articles": sum(row.articles for row in rows),
        "fetched_at": newest and newest.isoformat(),
        "topics": {row.topic or "": row.articles for row in rows},
        "stories": sum(int(row.stories) for row in rows),
    }


def documents(
    connection: sa.Connection, selection: Selection, *, after: int, one_per_story: bool
) -> Generator[CorpusDocument, None, None]:
    """The articles of a selection with an ``id`` above this one, in its order.

    Args:
        one_per_story: of those that are one story only the earliest.
    """
    conditions = selection.conditions(connection.dialect.name)
    # Sorting ids takes little memory, sorting articles much.
    query = sa.select(articles.c.id).where(articles.c.id > after, *conditions)
    query = query.order_by(articles.c.id).execution_options(yield_per=BATCH)
    with connection.execute(query) as rows:  # a reader that goes away closes the cursor
        found_ids = iter(rows.scalars())
        while ids := list(islice(found_ids, BATCH)):
            read = {row[0]: row[1:] for row in connection.execute(_OF_IDS, {"ids": ids})}
            found = [CorpusDocument(id, article_of(read[id])) for id in ids]
            yield from _originals(connection, selection, found) if one_per_story else found


def _originals(
    connection: sa.Connection, selection: Selection, found: Sequence[CorpusDocument]
) -> Iterator[CorpusDocument]:
    stories = {one.article.story_id for one in found if one.article.story_id is not None}
    earliest = earliest_of_each(connection, selection, stories)
    for one in found:
        id, count = earliest.get(one.article.story_id, (one.id, 1))
        if id == one.id:
            yield CorpusDocument(id, one.article, count - 1)
