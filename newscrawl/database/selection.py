"""Which articles to read: what search, export and reparse have in common."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from newscrawl.database import search
from newscrawl.database.dialect import list_elements, plan_for_all_rows
from newscrawl.database.schema import articles, revisions, tombstones
from newscrawl.items import Article
from newscrawl.persian.calendar import in_tehran
from newscrawl.persian.text import repair
from newscrawl.search import Query

#: How many rows are in memory at a time.
BATCH: Final = 500
#: Orders.
NEWEST_FIRST: Final = (articles.c.published_at.desc().nulls_last(), articles.c.id.desc())
SITE_BY_SITE: Final = (articles.c.site, articles.c.published_at.nulls_first(), articles.c.id)
#: The columns of an :class:`~newscrawl.items.Article`.
COLUMNS: Final = tuple(articles.c[field.name] for field in fields(Article))


@dataclass(frozen=True, slots=True)
class Position:
    """The newest article, the newest earlier version and the newest tombstone of an archive.

    Ids only grow, independent of clocks, and each change of an article adds an earlier version.
    (Where one may be given again, :func:`newscrawl.database.tombstones.clamp` lowers what is
    stored.)
    """

    article_id: int = 0
    revision_id: int = 0
    tombstone_id: int = 0


@dataclass(frozen=True, slots=True)
class Selection:
    """Which articles to read; ``None`` leaves a filter out."""

    site: str | None = None
    #: Published at or after this moment.
    since: datetime | None = None
    #: Published before this moment.
    before: datetime | None = None
    #: With this section, or this tag; a ZWNJ is the same as a space.
    section: str | None = None
    tag: str | None = None
    #: Of this topic, by its name.
    topic: str | None = None
    news_code: str | None = None
    #: At this address, as it is stored.
    url: str | None = None
    query: Query | None = None
    #: New or changed since this position.
    after: Position | None = None

    def newer_than(self, position: Position) -> Selection:
        """The same, but only what is new or changed since then."""
        return replace(self, after=position)

    def conditions(self, dialect: str) -> list[sa.ColumnElement[bool]]:
        """The filters as SQL conditions, all of which an article has to meet.

        Args:
            dialect: name of the database, ``sqlite`` or ``postgresql``.
        """
        found: list[sa.ColumnElement[bool]] = []
        if self.site is not None:
            found.append(articles.c.site == self.site)
        if self.since is not None:
            found.append(articles.c.published_at >= self.since)
        if self.before is not None:
            found.append(articles.c.published_at < self.before)
        if self.section is not None:
            found.append(_has(dialect, articles.c.sections, self.section))
        if self.tag is not None:
            found.append(_has(dialect, articles.c.tags, self.tag))
        if self.topic is not None:
            found.append(articles.c.topic == self.topic)
        if self.news_code is not None:
            found.append(articles.c.news_code == self.news_code)
        if self.url is not None:
            found.append(articles.c.url == self.url)
        if self.query is not None:
            found.append(search.matching(self.query, dialect))
        if self.after is not None:
            changed = sa.select(revisions.c.article_id).where(
                revisions.c.id > self.after.revision_id
            )
            found.append((articles.c.id > self.after.article_id) | articles.c.id.in_(changed))
        return found


def select_articles(
    connection: sa.Connection,
    selection: Selection,
    *,
    newest_first: bool = False,
    limit: int | None = None,
) -> Generator[Article, None, None]:
    """Articles as a crawl yields them, one at a time, by site and date of publication.

    Those without a date are the first of their site.

    SQLite reads them in this order from an index, without sorting.

    Args:
        newest_first: by date of publication alone, those without one last.
    """
    order = NEWEST_FIRST if newest_first else SITE_BY_SITE
    conditions = selection.conditions(connection.dialect.name)
    if limit is not None:  # sorting whole articles would read all of each
        chosen = sa.select(articles.c.id).where(*conditions).order_by(*order).limit(limit)
        conditions = [articles.c.id.in_(chosen)]
    if selection != Selection(selection.site):
        plan_for_all_rows(connection)
    query = sa.select(*COLUMNS).where(*conditions)
    query = query.order_by(*order).execution_options(yield_per=BATCH)
    with connection.execute(query) as rows:  # a reader that goes away closes the cursor
        for row in rows:
            yield article_of(row)


def count_by_index(connection: sa.Connection, selection: Selection) -> int | None:
    """How many articles a selection has, if an index alone tells that: ``None`` if it has filters
    other than site, days and topic."""
    known = Selection(selection.site, selection.since, selection.before, topic=selection.topic)
    if selection != known:
        return None
    conditions = selection.conditions(connection.dialect.name)
    query = sa.select(sa.func.count()).select_from(articles).where(*conditions)
    return connection.scalar(query) or 0


def position(connection: sa.Connection) -> Position:
    """The current position of the archive."""
    tables = (articles, revisions, tombstones)
    newest = (sa.select(sa.func.max(table.c.id)) for table in tables)
    return Position(*(connection.scalar(query) or 0 for query in newest))


def article_of(row: Iterable[Any]) -> Article:
    """The article of a row of :data:`COLUMNS`, as a crawl yields it."""
    values = dict(zip((column.name for column in COLUMNS), row, strict=True))
    for name in ("published_at", "modified_at"):
        values[name] = values[name] and in_tehran(values[name]).isoformat()
    values["fetched_at"] = values["fetched_at"].isoformat()
    # jsonb does not keep the order of keys.
    values["images"] = [dict(sorted(i.items(), reverse=True)) for i in values["images"]]
    return Article(**values)


def _has(dialect: str, column: sa.Column[Any], value: str) -> sa.ColumnElement[bool]:
    elements = list_elements(dialect, column)
    return sa.exists().where(_spaced(elements.c.value) == spaced(value)).correlate(articles)


def spaced(text: str) -> str:
    """A section or tag in the archive's form, with spaces for ZWNJ."""
    return repair(text).replace("\u200c", " ")


def _spaced(column: sa.ColumnElement[str]) -> sa.ColumnElement[str]:
    return sa.func.replace(column, "\u200c", " ")
