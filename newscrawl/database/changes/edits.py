"""Edits: the versions that sites replaced, in SQL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from newscrawl.changes.edits import EditedArticle, edit_between
from newscrawl.database.schema import articles, revisions
from newscrawl.database.selection import COLUMNS, article_of
from newscrawl.database.versions import EARLIER
from newscrawl.items import Article

#: Rows in memory at a time.
BATCH: Final = 100
#: When a change was seen, or else when the version before was seen last. As in the index.
AT: Final = sa.func.coalesce(revisions.c.replaced_at, revisions.c.fetched_at)


@dataclass(frozen=True, slots=True)
class EditRow:
    """An edit whose texts were not read yet."""

    id: int
    article_id: int
    site: str
    #: Of the version before.
    revision: int
    seen_until: datetime
    changed_by: datetime | None

    @property
    def at(self) -> datetime:
        return self.changed_by or self.seen_until


#: The columns of an :class:`EditRow`.
ROW: Final = [
    revisions.c[name]
    for name in ("id", "article_id", "site", "revision", "fetched_at", "replaced_at")
]


def in_period(
    site: str | None, since: datetime | None, before: datetime | None
) -> list[sa.ColumnElement[bool]]:
    """The conditions of the edits of a site and some time."""
    found: list[sa.ColumnElement[bool]] = [revisions.c.is_edited]
    if site is not None:
        found.append(revisions.c.site == site)
    if since is not None:
        found.append(since <= AT)
    if before is not None:
        found.append(before > AT)
    return found


def newest_first(
    connection: sa.Connection, conditions: Sequence[sa.ColumnElement[bool]]
) -> Iterator[EditRow]:
    """Edits, by the moment at which they were seen."""
    query = sa.select(*ROW).where(*conditions).order_by(AT.desc(), revisions.c.id.desc())
    last: EditRow | None = None
    while True:
        page = query
        if last is not None:
            page = query.where(last.at >= AT, (last.at > AT) | (revisions.c.id < last.id))
        rows = [EditRow(*row) for row in connection.execute(page.limit(BATCH))]
        yield from rows
        if len(rows) < BATCH:
            return
        last = rows[-1]


def by_id(connection: sa.Connection, after: int, until: int | None = None) -> Iterator[EditRow]:
    """Edits in the order in which they were stored, behind one of them."""
    query = sa.select(*ROW).where(revisions.c.is_edited).order_by(revisions.c.id)
    if until is not None:
        query = query.where(revisions.c.id <= until)
    query = query.limit(BATCH)
    while rows := connection.execute(query.where(revisions.c.id > after)).all():
        yield from (EditRow(*row) for row in rows)
        after = rows[-1].id


def read_edits(
    connection: sa.Connection, rows: Sequence[EditRow]
) -> Iterator[EditedArticle | None]:
    """The edits of some rows, in their order; ``None`` for one that changed no words."""
    today, earlier = _versions(connection, rows)
    for row in rows:
        before = _readings(earlier, row)
        after = earlier.get((row.article_id, row.revision + 1)) or today.get(row.article_id)
        if not before or after is None or after.revision != row.revision + 1:
            yield None  # forgotten meanwhile
            continue
        edit = edit_between(before, after)
        if edit is None:
            yield None
            continue
        yield EditedArticle(row.id, before[-1], after, edit, row.seen_until, row.changed_by)


def _versions(
    connection: sa.Connection, rows: Sequence[EditRow]
) -> tuple[dict[int, Article], dict[tuple[int, int], Article]]:
    """Today's versions by their ``id``; earlier ones by that and their number."""
    ids = sorted({row.article_id for row in rows})
    today = sa.select(articles.c.id, *COLUMNS).where(articles.c.id.in_(ids))
    later = revisions.alias("later")
    replaced = sa.select(later.c.article_id, *_columns(later)).join(
        revisions,
        (later.c.article_id == revisions.c.article_id)
        & later.c.revision.between(revisions.c.revision, revisions.c.revision + 1),
    )
    earlier = replaced.where(revisions.c.id.in_([row.id for row in rows]))
    found = {
        (row[0], article.revision): article
        for row in connection.execute(earlier)
        for article in (article_of(row[1:]),)
    }
    _add_earlier_readings(connection, rows, found)
    return {row[0]: article_of(row[1:]) for row in connection.execute(today)}, found


def _add_earlier_readings(
    connection: sa.Connection,
    rows: Sequence[EditRow],
    found: dict[tuple[int, int], Article],
) -> None:
    """What was read from the same page before it was reparsed."""
    is_reparsed = sa.select(revisions.c.article_id, revisions.c.revision).where(
        revisions.c.id.in_([row.id for row in rows]), revisions.c.reparsed_at.is_not(None)
    )
    for id, revision in connection.execute(is_reparsed).all():
        query = (
            sa.select(revisions.c.reparsed_at, *EARLIER)
            .where(revisions.c.article_id == id, revisions.c.revision < revision)
            .order_by(revisions.c.revision.desc())
            .limit(_MOST_READINGS)
        )
        for row in connection.execute(query):
            article = article_of(row[1:])
            found[id, article.revision] = article
            if row[0] is None:
                break


#: More of one page tell nothing more.
_MOST_READINGS: Final = 20


def _readings(found: dict[tuple[int, int], Article], row: EditRow) -> list[Article]:
    """The versions that were read from the page before an edit, the last one at the end."""
    readings: list[Article] = []
    number = row.revision
    while (version := found.get((row.article_id, number))) is not None:
        if readings and version.fetched_at != readings[-1].fetched_at:
            break
        readings.append(version)
        number -= 1
    return readings[::-1]


def _columns(alias: Any) -> list[Any]:
    return [alias.c.get(column.name, sa.null()) for column in COLUMNS]
