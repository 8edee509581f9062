"""What alerts find: the next articles and changes, looked at by all alerts at once.

The words of a batch tell which alerts may find something in it; the index of the archive then tells
which do, as for a search. Every function works in the transaction of its connection.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa

from newscrawl.alerts.news import HitKind
from newscrawl.changes.edits import EditedArticle
from newscrawl.database import search
from newscrawl.database.alerts import Alert, AlertPlace, Reached
from newscrawl.database.changes.reading import ChangesPosition, changes_after
from newscrawl.database.schema import articles, removals, revisions
from newscrawl.search.candidates import TextBatch

#: What was published longer ago than this before the last look is no news.
NEWS: Final = timedelta(days=7)
#: Articles or changes of a batch.
BATCH: Final = 200


@dataclass(frozen=True, slots=True)
class AlertHit:
    """What happened to an article that an alert found."""

    alert: Alert
    kind: HitKind
    article_id: int
    change_id: int | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of a batch."""

    #: All before this was looked at.
    reached: Reached
    #: There is no more for now.
    is_last: bool
    found: list[AlertHit] = field(default_factory=list)


def find_articles(
    connection: sa.Connection,
    active: Sequence[Alert],
    place: AlertPlace,
    until: Reached,
    size: int = BATCH,
) -> Looked:
    """What alerts find in the next articles.

    Args:
        active: those that are at work.
        place: behind this.
        until: not behind this.
    """
    behind, oldest = place.reached.article_id, place.looked_at - NEWS
    news: sa.ColumnElement[bool] = sa.true()
    if not any(alert.any_date for alert in active):
        news = articles.c.published_at.is_(None) | (articles.c.published_at >= oldest)
    query = sa.select(articles.c.id).where(
        articles.c.id > behind, articles.c.id <= until.article_id, news
    )
    ids = list(connection.scalars(query.order_by(articles.c.id).limit(size)))
    is_last = len(ids) < size
    reached = Reached(article_id=max(until.article_id, behind) if is_last else ids[-1])
    found = [
        AlertHit(alert, HitKind.NEW, id)
        for alert, id in _matches(connection, active, ids, oldest)
        if id > alert.since.article_id
    ]
    return Looked(reached, is_last, found)


def find_changes(
    connection: sa.Connection,
    active: Sequence[Alert],
    place: AlertPlace,
    until: Reached,
    size: int = BATCH,
) -> Looked:
    """What alerts find in the next edits and removals: of articles that match as they are now.

    The arguments are those of :func:`find_articles`.
    """
    active = [alert for alert in active if alert.with_changes]
    if not active:
        return Looked(replace(until, article_id=0), is_last=True)
    after, ends = place.reached, []
    for table, first, last, conditions in (
        (revisions, after.revision_id, until.revision_id, [revisions.c.is_edited]),
        (removals, after.removal_id, until.removal_id, []),
    ):
        query = sa.select(table.c.id).where(table.c.id > first, table.c.id <= last, *conditions)
        ids = list(connection.scalars(query.order_by(table.c.id).limit(size)))
        ends.append(max(last, first) if len(ids) < size else ids[-1])
    reached = Reached(revision_id=ends[0], removal_id=ends[1])
    is_last = ends == [max(until.revision_id, ends[0]), max(until.removal_id, ends[1])]
    changed = list(_changes(connection, after, reached))
    by_article = defaultdict(list)
    for kind, article_id, change_id in changed:
        by_article[article_id].append((kind, change_id))
    found = [
        AlertHit(alert, kind, id, change_id)
        for alert, id in _matches(connection, active, list(by_article))
        for kind, change_id in by_article[id]
        if change_id > _of_kind(alert.since, kind)
    ]
    return Looked(reached, is_last, found)


def _of_kind(since: Reached, kind: HitKind) -> int:
    return since.revision_id if kind is HitKind.EDIT else since.removal_id


def _changes(
    connection: sa.Connection, after: Reached, until: Reached
) -> Iterator[tuple[HitKind, int, int]]:
    """Kind, article and number of what sites changed."""
    edits, missed = {}, {}
    begin, end = (ChangesPosition(one.revision_id, one.removal_id) for one in (after, until))
    for change in changes_after(connection, begin, end):
        if isinstance(change, EditedArticle):
            edits[change.id] = HitKind.EDIT
        else:
            missed[change.id] = HitKind.BACK if change.is_back else HitKind.REMOVAL
    for table, kinds in ((revisions, edits), (removals, missed)):
        query = sa.select(table.c.id, table.c.article_id).where(table.c.id.in_(kinds))
        for change_id, article_id in connection.execute(query.order_by(table.c.id)):
            yield kinds[change_id], article_id, change_id


def _matches(
    connection: sa.Connection,
    active: Sequence[Alert],
    ids: Collection[int],
    oldest: datetime | None = None,
) -> Iterator[tuple[Alert, int]]:
    """Which of some articles each alert finds.

    Args:
        oldest: when news were published at the earliest.
    """
    if not ids:
        return
    rows = connection.execute(search.texts().where(articles.c.id.in_(ids))).mappings()
    texts = {row["id"]: search.row_of(row["id"], dict(row)) for row in rows}
    words = TextBatch({id: [v for k, v in row.items() if k != "id"] for id, row in texts.items()})
    asked = []
    for alert in active:
        query = alert.selection.query
        assert query is not None
        if may := words.candidates(query):
            asked.append((alert, query, may))
    found = search.matching_among(connection, [(query, may) for _, query, may in asked])
    for (alert, _, _), hits in zip(asked, found, strict=True):
        conditions = replace(alert.selection, query=None).conditions(connection.dialect.name)
        if oldest is not None and not alert.any_date:
            published = articles.c.published_at
            conditions.append(published.is_(None) | (published >= oldest))
        if hits and conditions:
            wanted = sa.select(articles.c.id).where(articles.c.id.in_(hits), *conditions)
            hits = list(connection.scalars(wanted.order_by(articles.c.id)))
        yield from ((alert, id) for id in hits)
