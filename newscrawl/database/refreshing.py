"""Keeping a copy of an archive fresh, for programs that can only read SQLite.

Only what a reader looks at is copied. New rows are found by their ids, changed articles by their
earlier versions, so that a refresh takes no longer because the archive is large. What was taken
down in the archive is taken down in the copy.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import sqlalchemy as sa

from newscrawl.database.cold import cold_folder
from newscrawl.database.copying import BLOCK, Advance, blocks, bounds, replace_rows
from newscrawl.database.dialect import snapshot
from newscrawl.database.forgetting import Target, take_down
from newscrawl.database.schema import (
    archive_days,
    articles,
    comments,
    crawls,
    failures,
    revisions,
    tombstones,
    totals,
)
from newscrawl.database.tombstones import listed

#: Tables that are copied by their ids, and how many of the last rows are compared again: ids are
#: assigned before they are committed, and running crawls change.
OVERLAP: Final = {crawls: 500, articles: 1000, revisions: 1000}
#: Tables whose rows may change anywhere, and the column that says when.
COMPARED: Final = {
    failures: failures.c.at,
    archive_days: archive_days.c.read_at,
    totals: totals.c.at,
    comments: comments.c.seen_at,
}


def count(source: sa.Engine, target: sa.Engine) -> int:
    """About how many rows the next refresh has to look at."""
    with snapshot(source) as ours, snapshot(target) as theirs:
        return sum(
            ours.scalar(sa.select(sa.func.count()).where(_id(table) > _start(theirs, table))) or 0
            for table in OVERLAP
        )


def refresh(source: sa.Engine, target: sa.Engine, advance: Advance) -> None:
    """Bring what is new or changed in an archive to a copy of it.

    A refresh that was interrupted, also the first one, is continued by the next one.

    Args:
        target: an empty database, or one that was refreshed from the source before.
    """
    with snapshot(source) as reading:
        _refresh_taken_down(reading, target)
        # Before the earlier versions are copied, which say what has changed.
        _refresh_changed(reading, target)
        _refresh_topics(reading, target)
        for table in OVERLAP:
            with snapshot(target) as theirs:
                start = _start(theirs, table)
            for after, until, rows in blocks(reading, table, (start,)):
                with target.begin() as writing:
                    replace_rows(writing, table, bounds(writing, table, after, until), rows)
                advance(len(rows))
        for table in COMPARED:
            if not _is_same(reading, target, table):
                for after, until, rows in blocks(reading, table):
                    with target.begin() as writing:
                        replace_rows(writing, table, bounds(writing, table, after, until), rows)


def _refresh_changed(reading: sa.Connection, target: sa.Engine) -> None:
    with snapshot(target) as theirs:
        known = _highest(theirs, articles)
        newest = _highest(theirs, revisions)
        since = _start(theirs, revisions)
        vanished = _vanished(theirs)
    query = sa.select(revisions.c.article_id).where(revisions.c.id > since).distinct()
    changed = set(reading.scalars(query)) | (vanished ^ _vanished(reading))
    for ids in _parts(sorted(id for id in changed if id <= known)):
        of_part = articles.c.id.in_(ids)
        rows = reading.execute(sa.select(articles).where(of_part).order_by(articles.c.id)).all()
        # Their numbers are others if one came in between. Not the new ones: by those the next
        # refresh finds the rest, if this one is interrupted.
        numbered = [revisions.c.article_id.in_(ids), revisions.c.id <= newest]
        versions = sa.select(revisions).where(*numbered).order_by(revisions.c.id)
        with target.begin() as writing:
            replace_rows(writing, articles, [of_part], rows)
            replace_rows(writing, revisions, numbered, reading.execute(versions).all())


def _refresh_topics(reading: sa.Connection, target: sa.Engine) -> None:
    """Topics may be found anew, which makes no later version of an article."""
    with snapshot(target) as theirs:
        known = _highest(theirs, articles)
        if _topics(reading, known) == _topics(theirs, known):
            return
    query = sa.select(articles.c.id, articles.c.topic).where(articles.c.id <= known)
    update = articles.update().where(
        articles.c.id == sa.bindparam("row"),
        articles.c.topic.is_distinct_from(sa.bindparam("found")),
    )
    update = update.values(topic=sa.bindparam("found"))
    with reading.execute(query.execution_options(yield_per=BLOCK)) as rows:
        for some in rows.partitions():
            with target.begin() as writing:
                writing.execute(update, [{"row": id, "found": topic} for id, topic in some])


def _topics(connection: sa.Connection, known: int) -> dict[str | None, int]:
    query = sa.select(articles.c.topic, sa.func.count().label("number"))
    query = query.where(articles.c.id <= known).group_by(articles.c.topic)
    return {row.topic: row.number for row in connection.execute(query)}


def _refresh_taken_down(reading: sa.Connection, target: sa.Engine) -> None:
    with snapshot(target) as theirs:
        known = {one.id: (one.news_code, one.url) for one in listed(theirs)}
    for one in listed(reading):
        if known.get(one.id) != (one.news_code, one.url):
            gone = Target(one.site, one.news_code, one.url)
            # A copy has no pages, neither here nor there.
            take_down(target, [gone], one.why, one.at, cold_folder(str(target.url)))
    for after, until, rows in blocks(reading, tombstones):
        with target.begin() as writing:
            replace_rows(writing, tombstones, bounds(writing, tombstones, after, until), rows)


def _vanished(connection: sa.Connection) -> set[int]:
    query = sa.select(articles.c.id).where(articles.c.vanished_at.is_not(None))
    return set(connection.scalars(query))


def _is_same(reading: sa.Connection, target: sa.Engine, table: sa.Table) -> bool:
    query = sa.select(sa.func.count(), sa.func.max(COMPARED[table])).select_from(table)
    with snapshot(target) as theirs:
        return reading.execute(query).one() == theirs.execute(query).one()


def _id(table: sa.Table) -> sa.Column[int]:
    (column,) = table.primary_key
    return column


def _highest(connection: sa.Connection, table: sa.Table) -> int:
    return connection.scalar(sa.select(sa.func.max(_id(table)))) or 0


def _start(connection: sa.Connection, table: sa.Table) -> int:
    return max(_highest(connection, table) - OVERLAP[table], 0)


def _parts(ids: list[int]) -> Iterable[list[int]]:
    return (ids[start : start + BLOCK] for start in range(0, len(ids), BLOCK))
