"""Reading a story: all articles of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from newscrawl.database.schema import articles, signatures
from newscrawl.database.selection import COLUMNS, article_of
from newscrawl.items import Article

#: Articles of a story that are read, at most: the earliest.
MOST: Final = 500
#: When an article appeared, as far as is known.
MOMENT: Final = sa.func.coalesce(articles.c.published_at, articles.c.fetched_at)
#: What there is to do about that, in one line.
NO_STORIES: Final = (
    "the archive does not know which articles are the same story: 'scrapy story --rebuild' finds "
    "out, and STORIES_ENABLED=1 does while crawling"
)


@dataclass(frozen=True, slots=True)
class StoredStory:
    """A story, or an article that is of none."""

    story_id: int | None
    #: The earliest first.
    articles: list[Article]
    #: How many it has, all of which may not be in ``articles``.
    total: int
    #: Why an article is of no story, ``None`` if it is of one.
    reason: str | None = None


def has_stories(connection: sa.Connection) -> bool:
    """Whether any article is of a story."""
    query = sa.select(articles.c.id).where(articles.c.story_id.is_not(None)).limit(1)
    return connection.scalar(query) is not None


def story_of(connection: sa.Connection, article: sa.ColumnElement[bool]) -> StoredStory | None:
    """The story of the article that meets a condition; ``None`` if there is none."""
    query = sa.select(articles.c.id, articles.c.story_id).where(article).order_by(articles.c.id)
    row = connection.execute(query.limit(1)).one_or_none()
    if row is None:
        return None
    id, story_id = row
    of_it = articles.c.id == id if story_id is None else articles.c.story_id == story_id
    members = sa.select(*COLUMNS).where(of_it).order_by(MOMENT, articles.c.id).limit(MOST)
    total = connection.scalar(sa.select(sa.func.count()).select_from(articles).where(of_it)) or 0
    reason = None
    if story_id is None:
        signed = sa.select(signatures.c.article_id).where(signatures.c.article_id == id)
        reason = "it has no text" if connection.scalar(signed) else "it was not looked at"
    found = [article_of(member) for member in connection.execute(members)]
    return StoredStory(story_id, found, total, reason)
