"""Storing articles that were read again from stored pages, by the current extraction."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from newscrawl.database.articles import Outcome, revise, store_articles
from newscrawl.database.comments import CommentsRead, store_comments
from newscrawl.database.dialect import lock_sites
from newscrawl.database.pages import Condition, StoredPage, count_pages, select_pages
from newscrawl.database.schema import articles, cold_pages, pages, revisions
from newscrawl.database.selection import COLUMNS, Selection, article_of
from newscrawl.database.stories import Placing
from newscrawl.items import IDENTITY_FIELDS, Article, differences


@dataclass(frozen=True, slots=True)
class Reread:
    """A stored page, and the article that the current extraction finds in it."""

    stored: StoredPage
    #: ``None`` if the page is not an article, with the reason below.
    article: Article | None
    reason: str | None = None


class Result(StrEnum):
    """The result of reading a page again."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    #: A page that could not be read before is an article now.
    RECOVERED = "recovered"
    #: A page that could not be read before still cannot be read.
    UNREAD = "unread"
    #: The page of a stored article cannot be read any more. The article stays as it is.
    LOST = "lost"
    #: A crawl stored a newer page meanwhile.
    OUTDATED = "outdated"


@dataclass(frozen=True, slots=True)
class Reparsed:
    """A page that was read again, and the result."""

    reading: Reread
    result: Result
    #: Field → (old value, new value).
    changes: dict[str, tuple[Any, Any]]


def sites_with_pages(connection: sa.Connection) -> list[str]:
    """The sites that have stored pages."""
    names = sa.union(*(sa.select(table.c.site).distinct() for table in (pages, cold_pages)))
    return sorted(connection.scalars(names))


def pages_to_read(
    connection: sa.Connection,
    selection: Selection,
    rules: str | None,
    cold: Path,
    unreadable: Callable[[str], None],
) -> Iterator[StoredPage]:
    """The newest page of each selected article, and the pages that could not be read.

    Args:
        rules: leave out pages that were last read by this version of the extraction.
        cold, unreadable: as :func:`newscrawl.database.pages.select_pages` takes them.
    """
    return select_pages(connection, selection, cold, unreadable, *_to_read(rules))


def count_to_read(connection: sa.Connection, selection: Selection, rules: str | None) -> int:
    """How many pages :func:`pages_to_read` gives."""
    return count_pages(connection, selection, *_to_read(rules))


def _to_read(rules: str | None) -> list[Condition]:
    return [_is_newest] if rules is None else [_is_newest, lambda table: table.c.rules != rules]


def apply(
    connection: sa.Connection,
    readings: Sequence[Reread],
    rules: str,
    now: datetime,
    *,
    write: bool,
    with_stories: bool = False,
) -> list[Reparsed]:
    """Compare pages that were read again with the stored articles, and store the differences.

    Each difference becomes a new revision with ``reparsed_at``.

    Args:
        rules: the version of the extraction that read the pages.
        write: store, in the transaction of the connection; otherwise only compare.
        with_stories: see :func:`newscrawl.database.articles.store_articles`.
    """
    if write:  # a crawl or an import must not number versions of the same articles meanwhile
        lock_sites(connection, (reading.stored.site for reading in readings))
    stored = _stored(connection, readings)
    outcomes = [_outcome(reading, stored) for reading in readings]
    if write:
        placing = Placing(connection, with_stories)
        for outcome in outcomes:
            _write(connection, outcome, stored, rules, now, placing)
        placing.keep()
        read = [o.reading.stored.id for o in outcomes if o.result is not Result.OUTDATED]
        # In this order: a page may be moved from the one to the other meanwhile.
        for table in (pages, cold_pages):
            connection.execute(table.update().where(table.c.id.in_(read)).values(rules=rules))
    return outcomes


def _is_newest(table: sa.Table) -> sa.ColumnElement[bool]:
    newer = (
        sa.exists().where(
            other.c.article_id == table.c.article_id, other.c.revision > table.c.revision
        )
        for other in (pages.alias("other"), cold_pages.alias("other_cold"))
    )
    # Where the page of the newest capture was not kept, an earlier one tells nothing of it.
    later, today = revisions.alias("later"), articles.alias("today")
    fetched = (
        sa.exists().where(
            id == table.c.article_id,
            version.c.revision > table.c.revision,
            version.c.reparsed_at.is_(None),
        )
        for version, id in ((later, later.c.article_id), (today, today.c.id))
    )
    return table.c.article_id.is_(None) | ~sa.or_(*newer, *fetched)


@dataclass(frozen=True, slots=True)
class _Stored:
    """What the archive has now of the articles and pages that were read again."""

    #: ``id`` → the article, and the revision of its newest page.
    articles: dict[int, tuple[Article, int]]
    #: ``id`` of pages of failures that were not replaced since.
    unread: set[int]


def _stored(connection: sa.Connection, readings: Sequence[Reread]) -> _Stored:
    newest = [
        sa.select(sa.func.max(table.c.revision))
        .where(table.c.article_id == articles.c.id)
        .scalar_subquery()
        for table in (pages, cold_pages)
    ]
    ids = [reading.stored.article_id for reading in readings]
    query = sa.select(articles.c.id, *newest, *COLUMNS).where(articles.c.id.in_(ids))
    unread = sa.select(pages.c.id).where(
        pages.c.id.in_([reading.stored.id for reading in readings]), pages.c.article_id.is_(None)
    )
    return _Stored(
        {
            row[0]: (article_of(row[3:]), max(row[1] or 0, row[2] or 0))
            for row in connection.execute(query)
        },
        set(connection.scalars(unread)),
    )


def _outcome(reading: Reread, stored: _Stored) -> Reparsed:
    page = reading.stored
    if page.article_id is None:
        if page.id not in stored.unread:
            return Reparsed(reading, Result.OUTDATED, {})
        result = Result.UNREAD if reading.article is None else Result.RECOVERED
        return Reparsed(reading, result, {})
    old, revision = stored.articles.get(page.article_id, (None, None))
    if old is None or revision != page.revision:
        return Reparsed(reading, Result.OUTDATED, {})
    if reading.article is None:
        return Reparsed(reading, Result.LOST, {})
    changes = differences(old, reading.article)
    return Reparsed(reading, Result.CHANGED if changes else Result.UNCHANGED, changes)


def _write(
    connection: sa.Connection,
    outcome: Reparsed,
    stored: _Stored,
    rules: str,
    now: datetime,
    placing: Placing,
) -> None:
    article, page = outcome.reading.article, outcome.reading.stored
    if article is None:
        return
    if outcome.result in (Result.UNCHANGED, Result.CHANGED) and article.comments is not None:
        assert page.article_id is not None
        old, _ = stored.articles[page.article_id]
        read = CommentsRead.of(page.article_id, article, old.news_code, old.url, page.fetched_at)
        store_comments(connection, [read])
    if outcome.result is Result.CHANGED and page.article_id is not None:
        old, _ = stored.articles[page.article_id]
        for name in IDENTITY_FIELDS:
            setattr(article, name, getattr(old, name))
        revise(connection, page.article_id, article, old.revision, placing, now)
    elif outcome.result is Result.RECOVERED:
        article.page = replace(page.page, rules=rules)
        connection.execute(pages.delete().where(pages.c.id == page.id))
        if store_articles(connection, [article], with_stories=placing.is_on) == [Outcome.NEW]:
            connection.execute(
                articles.update()
                .where(articles.c.site == article.site, articles.c.url == article.url)
                .values(reparsed_at=now)
            )
